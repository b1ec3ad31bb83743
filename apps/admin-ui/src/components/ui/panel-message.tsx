import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface PanelMessageProps {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** Errors are announced. */
  isError?: boolean;
}

/** The state of a panel without content: empty, or why it could not be loaded, and the next step. */
export function PanelMessage({ icon: Icon, title, children, action, isError = false }: PanelMessageProps) {
  return (
    <div
      role={isError ? "alert" : undefined}
      className="flex h-full flex-col items-center justify-center gap-3 p-8 text-center"
    >
      <span className="flex size-11 items-center justify-center rounded-full bg-hover text-ink-3">
        <Icon aria-hidden="true" size={20} strokeWidth={1.75} />
      </span>
      <div className="max-w-72">
        <p className="font-medium text-ink">{title}</p>
        {children && <p className="mt-1 text-sm text-ink-3">{children}</p>}
      </div>
      {action}
    </div>
  );
}
