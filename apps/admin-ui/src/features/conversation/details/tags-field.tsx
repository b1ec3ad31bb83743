import { type Conversation, MAX_TAG_CHARACTERS, MAX_TAGS } from "@chorus/contracts/entities/conversation";
import { Plus, X } from "lucide-react";
import { Popover } from "radix-ui";
import { type FormEvent, useId, useState } from "react";
import { Tag } from "../../../components/ui/tag.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { classNames } from "../../../lib/browser/class-names.ts";
import { foldText } from "../../../lib/language/fold-text.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useConversationAction } from "../api/use-conversation-action.ts";
import { useKnownTags } from "../api/use-known-tags.ts";
import { conversationTexts } from "../conversation-texts.ts";

/** The tags as chips, each with a button that takes it away, and one that adds. */
export function TagsField({ conversation, canChange }: { conversation: Conversation; canChange: boolean }) {
  const t = useTexts(conversationTexts);
  const action = useConversationAction(conversation.id);
  const { tags } = conversation;
  const setTags = (next: string[]) => action.mutate({ do: "organise", change: { tags: next } });
  return (
    <ul className="flex min-h-7 flex-wrap items-center gap-1 py-1">
      {tags.map((tag) => (
        <li key={tag} className="inline-flex max-w-full">
          <Tag name={tag} className={canChange ? "h-6 pr-0" : ""}>
            {canChange && (
              <button
                type="button"
                aria-label={t.removeTag(tag)}
                onClick={() => setTags(tags.filter((other) => other !== tag))}
                className="inline-grid size-6 shrink-0 place-items-center rounded-[4px] hover:bg-black/10"
              >
                <X aria-hidden="true" size={12} />
              </button>
            )}
          </Tag>
        </li>
      ))}
      {canChange && tags.length < MAX_TAGS && (
        <li>
          <AddTag tags={tags} onAdd={(tag) => setTags([...tags, tag])} />
        </li>
      )}
    </ul>
  );
}

function AddTag({ tags, onAdd }: { tags: readonly string[]; onAdd: (tag: string) => void }) {
  const t = useTexts(conversationTexts);
  const ui = useTexts(uiTexts);
  const [isOpen, setIsOpen] = useState(false);
  const [entered, setEntered] = useState("");
  const excessId = useId();
  const tag = entered.trim().toLowerCase().normalize("NFC");
  const excess = Array.from(tag).length - MAX_TAG_CHARACTERS;
  const suggested = useKnownTags()
    .filter((known) => !tags.includes(known) && known !== tag && foldText(known).includes(foldText(tag)))
    .slice(0, 6);
  const add = (chosen: string) => {
    onAdd(chosen);
    setEntered("");
    setIsOpen(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (tag !== "" && excess <= 0 && !tags.includes(tag)) add(tag);
  };
  return (
    <Popover.Root open={isOpen} onOpenChange={setIsOpen}>
      <Popover.Trigger
        aria-label={t.addTag}
        title={t.addTag}
        className="inline-grid size-6 place-items-center rounded-[4px] text-ink-3 inset-ring inset-ring-line-strong hover:bg-hover hover:text-ink"
      >
        <Plus aria-hidden="true" size={13} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={12}
          aria-label={t.addTag}
          className="z-50 w-56 animate-appear rounded-card bg-raised p-1.5 shadow-float"
        >
          <form onSubmit={submit}>
            <input
              aria-label={t.addTag}
              placeholder={t.addTag}
              value={entered}
              aria-invalid={excess > 0 || undefined}
              aria-describedby={excess > 0 ? excessId : undefined}
              onChange={(event) => setEntered(event.target.value)}
              className={classNames(
                "h-8 w-full rounded-control border bg-surface px-2.5 text-sm placeholder:text-ink-3",
                excess > 0 ? "border-red-ink" : "border-field",
              )}
            />
          </form>
          {excess > 0 && (
            <output id={excessId} className="mt-1.5 block px-1 text-xs text-red-ink">
              {ui.tooMany(excess)}
            </output>
          )}
          {suggested.length > 0 && (
            <ul className="mt-1">
              {suggested.map((known) => (
                <li key={known}>
                  <button
                    type="button"
                    onClick={() => add(known)}
                    className="flex min-h-8 w-full items-center rounded-control px-1.5 text-left hover:bg-hover"
                  >
                    <Tag name={known} />
                  </button>
                </li>
              ))}
            </ul>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
