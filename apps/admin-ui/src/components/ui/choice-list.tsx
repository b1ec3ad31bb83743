import { isOfInputMethod } from "@chorus/client-sdk/input-method";
import { Check } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { classNames } from "../../lib/browser/class-names.ts";
import { foldText } from "../../lib/language/fold-text.ts";
import { useTexts } from "../../lib/language/texts.ts";
import { uiTexts } from "./ui-texts.ts";
import { useTypeAhead } from "./use-type-ahead.ts";

export interface Choice<Value extends string> {
  value: Value;
  label: string;
  /** In front of the label: an avatar, an icon. */
  before?: ReactNode;
  /** Behind it, quieter: a status, a count. */
  note?: string;
  /** Choices of one group stand together under its name. */
  group?: string;
}

interface ChoiceListProps<Value extends string> {
  label: string;
  choices: readonly Choice<Value>[];
  value: Value | null;
  onChoose: (value: Value) => void;
  /** Long lists are narrowed by typing; in short ones a letter goes to the next choice that begins with it. */
  hasFinder: boolean;
}

/** The open list of a select or combobox: arrows, Home and End move, Enter chooses. */
export function ChoiceList<Value extends string>(props: ChoiceListProps<Value>) {
  const { label, choices, value, onChoose, hasFinder } = props;
  const t = useTexts(uiTexts);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState("");
  const chosenAt = choices.findIndex((choice) => choice.value === value);
  const [marked, setMarked] = useState(Math.max(0, chosenAt));
  const words = foldText(query).split(" ").filter(Boolean);
  const found = choices.filter((choice) => words.every((word) => foldText(choice.label).includes(word)));
  const current = Math.min(marked, found.length - 1);
  const findByLetters = useTypeAhead(choices);
  useEffect(() => {
    if (!hasFinder) list.current?.focus();
  }, [hasFinder]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (isOfInputMethod(event.nativeEvent)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const choice = found[current];
    const isChoosing = event.key === "Enter" || (event.key === " " && !hasFinder);
    if (step !== undefined && found.length > 0) setMarked((current + step + found.length) % found.length);
    else if (event.key === "Home" && !hasFinder) setMarked(0);
    else if (event.key === "End" && !hasFinder) setMarked(found.length - 1);
    else if (isChoosing && choice) onChoose(choice.value);
    else if (!hasFinder && event.key.length === 1) setMarked(findByLetters(event.key, current));
    else return;
    event.preventDefault();
  };
  const optionId = (index: number) => `${id}-${index}`;
  const active = found[current] && optionId(current);
  return (
    <>
      {hasFinder && (
        <input
          role="combobox"
          aria-label={label}
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={active}
          placeholder={t.find}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setMarked(0);
          }}
          onKeyDown={onKeyDown}
          className="h-9 w-full border-b border-line bg-transparent px-3 text-sm outline-none placeholder:text-ink-3"
        />
      )}
      {/* oxlint-disable jsx-a11y/prefer-tag-over-role -- the combobox pattern of WAI-ARIA: the options are chosen from the field */}
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        aria-activedescendant={hasFinder ? undefined : active}
        tabIndex={hasFinder ? -1 : 0}
        onKeyDown={hasFinder ? undefined : onKeyDown}
        className="max-h-72 overflow-y-auto p-1 outline-none"
      >
        {found.map((choice, index) => (
          <div key={choice.value} role="presentation">
            {choice.group !== undefined && choice.group !== found[index - 1]?.group && (
              <p role="presentation" className="px-2 pt-2 pb-1 text-tiny font-medium text-ink-3">
                {choice.group}
              </p>
            )}
            <button
              ref={index === current ? (element) => element?.scrollIntoView({ block: "nearest" }) : undefined}
              id={optionId(index)}
              type="button"
              role="option"
              aria-selected={index === current}
              tabIndex={-1}
              onClick={() => onChoose(choice.value)}
              onPointerMove={() => setMarked(index)}
              className={classNames(
                "flex min-h-8 w-full items-center gap-2 rounded-control px-2 py-1 text-left text-sm",
                index === current && "bg-hover",
              )}
            >
              {choice.before && (
                <span aria-hidden="true" className="flex shrink-0">
                  {choice.before}
                </span>
              )}
              <span className="min-w-0 flex-1 truncate">{choice.label}</span>
              {choice.note && <span className="shrink-0 text-xs text-ink-3">{choice.note}</span>}
              {choice.value === value && <Check aria-hidden="true" size={14} className="shrink-0 text-accent-ink" />}
            </button>
          </div>
        ))}
      </div>
      {/* oxlint-enable jsx-a11y/prefer-tag-over-role */}
      {found.length === 0 && <p className="px-3 pb-3 text-sm text-ink-3">{t.nothingFound}</p>}
    </>
  );
}
