import { LIMITS } from "@chorus/contracts/limits";
import { useId } from "react";
import { classNames } from "../../lib/class-names.ts";

interface TextAreaProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
  /** Notes look like notes wherever they are written. */
  look?: "plain" | "note";
}

export function TextArea({ label, value, onChange, look = "plain" }: TextAreaProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <textarea
        id={id}
        dir="auto"
        rows={4}
        value={value}
        maxLength={LIMITS.bodyCharacters}
        onChange={(event) => onChange(event.target.value)}
        className={classNames(
          "rounded-control border px-3 py-2 text-base",
          look === "note" ? "border-note-line bg-note text-note-ink" : "border-line-strong bg-surface text-ink",
        )}
      />
    </div>
  );
}
