import { LIMITS } from "@chorus/contracts/limits";
import { useEffect, useId, useRef } from "react";
import { classNames } from "../../lib/browser/class-names.ts";
import { useTexts } from "../../lib/language/texts.ts";
import { uiTexts } from "./ui-texts.ts";

interface TextAreaProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
  /** Notes have their own colours. */
  look?: "plain" | "note";
  hint?: string;
  problem?: string | undefined;
  rows?: number;
  /** UTF-16 units. Pasted text is not cut but counted; the form cannot be sent while it is too long. */
  maxCharacters?: number;
}

export function TextArea(props: TextAreaProps) {
  const { label, value, onChange, look = "plain", hint, rows = 4, maxCharacters = LIMITS.bodyCharacters } = props;
  const t = useTexts(uiTexts);
  const field = useRef<HTMLTextAreaElement>(null);
  const excess = value.length - maxCharacters;
  const problem = excess > 0 ? t.tooMany(excess) : props.problem;
  useEffect(() => field.current?.setCustomValidity(excess > 0 ? t.tooMany(excess) : ""), [excess, t]);
  const id = useId();
  const noteId = `${id}-note`;
  const note = problem ?? hint;
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <textarea
        ref={field}
        id={id}
        dir="auto"
        rows={rows}
        value={value}
        aria-invalid={problem ? true : undefined}
        aria-describedby={note ? noteId : undefined}
        onChange={(event) => onChange(event.target.value)}
        className={classNames(
          "rounded-control border px-2.5 py-2 text-base",
          look === "note" ? "border-note-line bg-note text-note-ink" : "bg-surface text-ink",
          look === "plain" && (problem ? "border-red-ink" : "border-field"),
        )}
      />
      {note && (
        <p id={noteId} className={classNames("text-xs", problem ? "text-red-ink" : "text-ink-3")}>
          {note}
        </p>
      )}
    </div>
  );
}
