import { Popover } from "radix-ui";
import type { ReactNode } from "react";

/** What floats below a field: a list, a calendar. */
export function FieldPopover({ label, children, isNarrow = false }: FieldPopoverProps) {
  return (
    <Popover.Portal>
      <Popover.Content
        align="start"
        sideOffset={4}
        collisionPadding={12}
        aria-label={label}
        onOpenAutoFocus={isNarrow ? (event) => event.preventDefault() : undefined}
        className={`z-50 animate-appear overflow-hidden rounded-card bg-raised shadow-float outline-none ${isNarrow ? "" : "w-max max-w-80 min-w-(--radix-popover-trigger-width)"}`}
      >
        {children}
      </Popover.Content>
    </Popover.Portal>
  );
}

interface FieldPopoverProps {
  label: string;
  children: ReactNode;
  /** As wide as its content, which takes the focus by itself. */
  isNarrow?: boolean;
}
