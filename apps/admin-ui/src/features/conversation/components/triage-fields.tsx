import type { Conversation } from "@chorus/contracts/entities/conversation";
import { MAX_TAG_CHARACTERS, MAX_TAGS, Priority } from "@chorus/contracts/entities/conversation";
import { reachOf } from "@chorus/contracts/permissions";
import { Plus, X } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { SelectField } from "../../../components/ui/select-field.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { classNames } from "../../../lib/browser/class-names.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useConversationAction } from "../api/use-conversation-action.ts";
import { conversationTexts } from "../conversation-texts.ts";

/** Priority and tags: visible for everybody, changed by those with the permission. */
export function TriageFields({ conversation }: { conversation: Conversation }) {
  const t = useTexts(conversationTexts);
  const ui = useTexts(uiTexts);
  const { user } = useDeskSession();
  const action = useConversationAction(conversation.id);
  const [entered, setEntered] = useState("");
  const { tags, priority, status } = conversation;
  const canChange = reachOf(user.role, "conversation.organise") !== null && status !== "closed";
  const setTags = (next: string[]) => action.mutate({ do: "organise", change: { tags: next } });
  const tag = entered.trim().toLowerCase().normalize("NFC");
  const excess = Array.from(tag).length - MAX_TAG_CHARACTERS;
  const excessId = useId();
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (tag === "" || excess > 0 || tags.includes(tag)) return;
    action.mutate({ do: "organise", change: { tags: [...tags, tag] } }, { onSuccess: () => setEntered("") });
  };
  return (
    <div className="flex flex-col gap-4 border-t border-line pt-4">
      <SelectField
        label={t.priority}
        value={priority}
        disabled={!canChange || action.isPending}
        choices={Priority.options.map((value) => ({ value, label: t.priorities[value] }))}
        onChange={({ target }) => {
          const chosen = Priority.safeParse(target.value);
          if (chosen.success) action.mutate({ do: "organise", change: { priority: chosen.data } });
        }}
      />
      <div>
        <h3 className="text-sm font-medium">{t.tags}</h3>
        {tags.length > 0 && (
          <ul className="mt-1.5 flex flex-wrap gap-1.5">
            {tags.map((tag) => (
              <li
                key={tag}
                className="inline-flex min-h-6 max-w-full items-center gap-1 rounded-full border border-line px-2 text-xs"
              >
                <span className="truncate">{tag}</span>
                {canChange && (
                  <button
                    type="button"
                    aria-label={t.removeTag(tag)}
                    onClick={() => setTags(tags.filter((other) => other !== tag))}
                    className="inline-flex size-5 items-center justify-center rounded-full text-ink-mute hover:bg-hover hover:text-ink"
                  >
                    <X aria-hidden="true" size={12} />
                  </button>
                )}
              </li>
            ))}
          </ul>
        )}
        {canChange && tags.length < MAX_TAGS && (
          <form onSubmit={add} className="mt-2 flex gap-1.5">
            <input
              aria-label={t.addTag}
              placeholder={t.addTag}
              value={entered}
              aria-invalid={excess > 0 || undefined}
              aria-describedby={excess > 0 ? excessId : undefined}
              onChange={(event) => setEntered(event.target.value)}
              className={classNames(
                "h-8 min-w-0 flex-1 rounded-control border bg-surface px-2.5 text-sm placeholder:text-ink-mute",
                excess > 0 ? "border-danger" : "border-line-strong",
              )}
            />
            <Button type="submit" aria-label={t.add} className="px-2" isBusy={action.isPending}>
              <Plus aria-hidden="true" size={15} />
            </Button>
          </form>
        )}
        {excess > 0 && (
          <output id={excessId} className="mt-1.5 block text-xs text-danger">
            {ui.tooMany(excess)}
          </output>
        )}
      </div>
    </div>
  );
}
