import { useId } from "react";

interface CheckboxProps {
  label: string;
  isChecked: boolean;
  onChange: (isChecked: boolean) => void;
  /** Below the label, quieter. */
  hint?: string;
  /** The label is for screen readers only, as in a table. */
  isLabelHidden?: boolean;
  disabled?: boolean;
}

const BOX =
  "size-4 shrink-0 cursor-pointer appearance-none rounded-[4px] border border-line-control bg-surface bg-center bg-no-repeat checked:border-accent checked:bg-accent checked:bg-(image:--tick) disabled:cursor-default disabled:opacity-55";

/** A tick; its label can be pressed, too. */
export function Checkbox({ label, isChecked, onChange, hint, isLabelHidden = false, disabled }: CheckboxProps) {
  const id = useId();
  const box = (
    <input
      id={id}
      type="checkbox"
      checked={isChecked}
      disabled={disabled}
      aria-label={isLabelHidden ? label : undefined}
      aria-describedby={hint ? `${id}-hint` : undefined}
      onChange={(event) => onChange(event.target.checked)}
      className={BOX}
    />
  );
  if (isLabelHidden) return box;
  return (
    <div className="flex items-start gap-2.5 text-sm">
      <span className="flex h-[18px] items-center">{box}</span>
      <div className="min-w-0">
        <label htmlFor={id} className="block break-words">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="mt-0.5 text-xs text-ink-3">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
