import type { ComponentProps } from "react";
import { classNames } from "../../lib/browser/class-names.ts";

const LOOKS = {
  primary: "bg-accent text-accent-ink hover:bg-accent-hover",
  secondary: "border border-line bg-surface text-ink hover:bg-hover",
  quiet: "text-ink-soft hover:bg-hover hover:text-ink",
  danger: "border border-danger bg-danger-soft text-danger hover:brightness-97",
  note: "border border-note-line bg-note text-note-ink hover:brightness-97",
} as const;

interface ButtonProps extends ComponentProps<"button"> {
  look?: keyof typeof LOOKS;
  isBusy?: boolean;
}

export function Button({ look = "secondary", isBusy = false, className, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      disabled={disabled || isBusy}
      aria-busy={isBusy || undefined}
      className={classNames(
        "inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-control px-3 text-sm font-medium whitespace-nowrap transition-colors duration-150",
        "disabled:cursor-default disabled:opacity-55",
        isBusy && "animate-wait",
        LOOKS[look],
        className,
      )}
      {...rest}
    />
  );
}
