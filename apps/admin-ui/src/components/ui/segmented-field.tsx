import { type ReactNode, useId } from "react";
import { classNames } from "../../lib/browser/class-names.ts";

interface SegmentedFieldProps<Value extends string> {
  label: string;
  hint?: string;
  value: Value;
  choices: readonly { value: Value; label: ReactNode }[];
  onChange: (value: Value) => void;
  /** Beside the label instead of below it, in a card of such rows. */
  isRow?: boolean;
}

/** One of a few that are all in sight; the arrow keys choose. */
export function SegmentedField<Value extends string>(props: SegmentedFieldProps<Value>) {
  const { label, hint, value, choices, onChange, isRow = false } = props;
  const id = useId();
  return (
    <fieldset
      aria-describedby={hint ? `${id}-hint` : undefined}
      className={classNames(
        "flex min-w-0",
        isRow ? "flex-wrap items-center gap-x-6 gap-y-2 px-5 py-3.5" : "flex-col gap-1.5",
      )}
    >
      <legend className="contents">
        <span className={classNames("block min-w-0", isRow && "flex-1 basis-44")}>
          <span className="block text-sm font-medium">{label}</span>
          {hint && (
            <span id={`${id}-hint`} className="block text-xs text-ink-3">
              {hint}
            </span>
          )}
        </span>
      </legend>
      <div className="flex w-fit max-w-full flex-wrap gap-0.5 rounded-control bg-sunken p-0.5 inset-ring inset-ring-line">
        {choices.map((choice) => (
          <label
            key={choice.value}
            className="relative inline-flex h-7 cursor-pointer items-center gap-1.5 rounded-[5px] px-3 text-sm text-ink-2 has-checked:bg-surface has-checked:font-medium has-checked:text-ink has-checked:inset-ring has-checked:inset-ring-line-strong has-focus-visible:outline-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name={id}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
              className="absolute inset-0 cursor-pointer opacity-0"
            />
            {choice.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
