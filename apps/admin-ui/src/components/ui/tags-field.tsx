import { Plus, X } from "lucide-react";
import { Popover } from "radix-ui";
import { type FormEvent, useId, useState } from "react";
import { Tag } from "./tag.tsx";
import { uiTexts } from "./ui-texts.ts";
import { classNames } from "../../lib/browser/class-names.ts";
import { foldText } from "../../lib/language/fold-text.ts";
import { useTexts } from "../../lib/language/texts.ts";

interface TagsFieldProps {
  tags: readonly string[];
  /** Null: they are shown and not changed. */
  onChange: ((tags: string[]) => void) | null;
  /** What is offered, the most used first. */
  known: () => readonly string[];
  texts: { add: string; remove: (tag: string) => string };
  maxTags: number;
  maxCharacters: number;
  /** How what was typed is written. */
  toTag: (typed: string) => string;
  /** In a list: what adds is seen in the row that is pointed at or has the focus, and on a phone without its frame. */
  isInList?: boolean;
  className?: string;
}

/** Where each row would show a button that few need. */
const IN_LIST =
  "md:opacity-0 md:group-hover:opacity-100 md:focus-within:opacity-100 md:has-data-[state=open]:opacity-100";

/** Tags as chips, each with a button that takes it away, and one that adds. */
export function TagsField(props: TagsFieldProps) {
  const { tags, onChange, texts, maxTags, isInList = false, className } = props;
  return (
    <ul className={classNames("flex flex-wrap items-center gap-1", className)}>
      {tags.map((tag) => (
        <li key={tag} className="inline-flex max-w-full">
          <Tag name={tag} className={onChange ? "h-6 pr-0" : ""}>
            {onChange && (
              <button
                type="button"
                aria-label={texts.remove(tag)}
                onClick={() => onChange(tags.filter((other) => other !== tag))}
                className="inline-grid size-6 shrink-0 place-items-center rounded-[4px] hover:bg-black/10"
              >
                <X aria-hidden="true" size={12} />
              </button>
            )}
          </Tag>
        </li>
      ))}
      {onChange && tags.length < maxTags && (
        <li className={isInList ? IN_LIST : undefined}>
          <AddTag {...props} onAdd={(tag) => onChange([...tags, tag])} />
        </li>
      )}
    </ul>
  );
}

type AddTagProps = Omit<TagsFieldProps, "onChange"> & { onAdd: (tag: string) => void };

function AddTag({ tags, onAdd, isInList = false, known, texts, maxCharacters, toTag }: AddTagProps) {
  const ui = useTexts(uiTexts);
  const [isOpen, setIsOpen] = useState(false);
  const [entered, setEntered] = useState("");
  const excessId = useId();
  const tag = toTag(entered.trim().normalize("NFC"));
  const excess = Array.from(tag).length - maxCharacters;
  const suggested = (isOpen ? known() : [])
    .filter((one) => !tags.includes(one) && one !== tag && foldText(one).includes(foldText(tag)))
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
        aria-label={texts.add}
        title={texts.add}
        className={classNames(
          "inline-grid size-6 place-items-center rounded-[4px] text-ink-3 hover:bg-hover hover:text-ink",
          !isInList && "inset-ring inset-ring-line-strong",
        )}
      >
        <Plus aria-hidden="true" size={13} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={12}
          aria-label={texts.add}
          className="z-50 w-56 animate-appear rounded-card bg-raised p-1.5 shadow-float"
        >
          <form onSubmit={submit}>
            <input
              aria-label={texts.add}
              placeholder={texts.add}
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
              {suggested.map((one) => (
                <li key={one}>
                  <button
                    type="button"
                    onClick={() => add(one)}
                    className="flex min-h-8 w-full items-center rounded-control px-1.5 text-left hover:bg-hover"
                  >
                    <Tag name={one} />
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
