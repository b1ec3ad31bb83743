import { type ComponentProps, useId } from "react";
import { classNames } from "../../lib/browser/class-names.ts";

interface SelectFieldProps extends Omit<ComponentProps<"select">, "id"> {
  label: string;
  choices: readonly { value: string; label: string }[];
  /** The label is for screen readers only, because the text beside it is visible. */
  isLabelHidden?: boolean;
}

export function SelectField({ label, choices, isLabelHidden = false, className, ...rest }: SelectFieldProps) {
  const id = useId();
  return (
    <div className={classNames("flex flex-col gap-1.5", className)}>
      <label htmlFor={id} className={isLabelHidden ? "sr-only" : "text-sm font-medium"}>
        {label}
      </label>
      <select
        id={id}
        className="h-10 min-w-0 rounded-control border border-line-strong bg-surface px-2.5 text-sm text-ink disabled:opacity-55"
        {...rest}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}
