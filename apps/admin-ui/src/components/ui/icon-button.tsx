import { Tooltip } from "radix-ui";
import type { ComponentProps } from "react";
import { classNames } from "../../lib/browser/class-names.ts";

interface IconButtonProps extends ComponentProps<"button"> {
  /** Its name, also shown as the tooltip. */
  label: string;
}

export function IconButton({ label, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>
        <button
          type="button"
          aria-label={label}
          className={classNames(
            "inline-flex size-7 shrink-0 items-center justify-center rounded-control text-ink-2 transition-colors duration-120 hover:bg-hover hover:text-ink disabled:opacity-55",
            className,
          )}
          {...rest}
        />
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content
          sideOffset={6}
          className="z-50 animate-appear rounded-control bg-ink px-2 py-1 text-xs text-surface shadow-float"
        >
          {label}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
