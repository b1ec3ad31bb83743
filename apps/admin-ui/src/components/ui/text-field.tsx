import { type ComponentProps, useId } from "react";
import { classNames } from "../../lib/browser/class-names.ts";

interface TextFieldProps extends Omit<ComponentProps<"input">, "id"> {
  label: string;
  hint?: string;
  problem?: string | undefined;
}

export function TextField({ label, hint, problem, className, ...rest }: TextFieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = problem ?? hint;
  return (
    <div className={classNames("flex flex-col gap-1.5", className)}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        aria-invalid={problem ? true : undefined}
        aria-describedby={note ? noteId : undefined}
        className={classNames(
          "h-10 rounded-control border bg-surface px-3 text-base text-ink placeholder:text-ink-mute",
          problem ? "border-danger" : "border-line-strong",
        )}
        {...rest}
      />
      {note && (
        <p id={noteId} className={classNames("text-xs", problem ? "text-danger" : "text-ink-mute")}>
          {note}
        </p>
      )}
    </div>
  );
}
