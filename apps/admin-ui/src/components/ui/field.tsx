import type { ReactNode } from "react";
import { classNames } from "../../lib/browser/class-names.ts";

export interface FieldTexts {
  label: string;
  hint?: string | undefined;
  problem?: string | undefined;
  /** The label is for screen readers only, because the text beside it is visible. */
  isLabelHidden?: boolean;
  className?: string | undefined;
}

/** What all fields look like: 32 px, a thin line, red when something is wrong. */
export function fieldLook(problem: string | undefined): string {
  return classNames(
    "h-8 min-w-0 rounded-control border bg-surface px-2.5 text-sm text-ink placeholder:text-ink-3 disabled:opacity-55",
    problem ? "border-red-ink" : "border-field",
  );
}

/** The attributes that tie a control to its hint or problem. */
export function describedBy(id: string, { hint, problem }: Pick<FieldTexts, "hint" | "problem">) {
  return {
    "aria-invalid": problem ? true : undefined,
    "aria-describedby": (problem ?? hint) ? `${id}-note` : undefined,
  };
}

/** Label, control, and below them the hint or what is wrong. */
export function Field({
  id,
  label,
  hint,
  problem,
  isLabelHidden = false,
  className,
  children,
}: FieldTexts & { id: string; children: ReactNode }) {
  const note = problem ?? hint;
  return (
    <div className={classNames("flex min-w-0 flex-col gap-1.5", className)}>
      <label id={`${id}-label`} htmlFor={id} className={isLabelHidden ? "sr-only" : "text-sm font-medium"}>
        {label}
      </label>
      {children}
      {note && (
        <p id={`${id}-note`} className={classNames("text-xs", problem ? "text-red-ink" : "text-ink-3")}>
          {note}
        </p>
      )}
    </div>
  );
}
