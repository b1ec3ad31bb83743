import { LIMITS } from "@chorus/contracts/limits";
import { useId } from "react";
import { classNames } from "../../lib/class-names.ts";

interface TextAreaProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
  /** Notes look like notes wherever they are written. */
  look?: "plain" | "note";
  hint?: string;
  problem?: string | undefined;
  rows?: number;
  maxLength?: number;
}

export function TextArea({ label, value, onChange, look = "plain", hint, problem, rows = 4, ...rest }: TextAreaProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = problem ?? hint;
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <textarea
        id={id}
        dir="auto"
        rows={rows}
        value={value}
        maxLength={rest.maxLength ?? LIMITS.bodyCharacters}
        aria-invalid={problem ? true : undefined}
        aria-describedby={note ? noteId : undefined}
        onChange={(event) => onChange(event.target.value)}
        className={classNames(
          "rounded-control border px-3 py-2 text-base",
          look === "note" ? "border-note-line bg-note text-note-ink" : "bg-surface text-ink",
          look === "plain" && (problem ? "border-danger" : "border-line-strong"),
        )}
      />
      {note && (
        <p id={noteId} className={classNames("text-xs", problem ? "text-danger" : "text-ink-mute")}>
          {note}
        </p>
      )}
    </div>
  );
}
