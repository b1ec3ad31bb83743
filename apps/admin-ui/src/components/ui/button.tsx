import type { ComponentProps } from "react";
import { classNames } from "../../lib/browser/class-names.ts";

const LOOKS = {
  primary: "bg-accent text-on-accent hover:bg-accent-hover",
  secondary: "bg-surface text-ink inset-ring inset-ring-line-strong hover:bg-hover",
  quiet: "text-ink-2 hover:bg-hover hover:text-ink",
  danger: "bg-red-soft text-red-ink inset-ring inset-ring-red-ink/50 hover:brightness-97",
  note: "bg-note text-note-ink inset-ring inset-ring-note-line hover:brightness-97",
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
        "inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-control px-3 text-sm font-medium whitespace-nowrap transition-colors duration-120",
        "disabled:cursor-default disabled:opacity-55",
        isBusy && "animate-wait",
        LOOKS[look],
        className,
      )}
      {...rest}
    />
  );
}
