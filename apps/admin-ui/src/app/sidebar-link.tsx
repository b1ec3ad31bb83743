import { Link, type LinkProps } from "@tanstack/react-router";
import type { LucideIcon } from "lucide-react";
import { classNames } from "../lib/browser/class-names.ts";

interface SidebarLinkProps {
  to: NonNullable<LinkProps["to"]>;
  params?: LinkProps["params"];
  icon: LucideIcon;
  label: string;
  /** Behind the label; a count that asks for work is amber. */
  count?: string;
  isUrgent?: boolean;
  isCurrent: boolean;
  /** Only the icon; the words are in the tooltip. */
  isCollapsed: boolean;
}

/** A place of the desk. */
export function SidebarLink(props: SidebarLinkProps) {
  const { to, params, icon: Icon, label, count = "", isUrgent = false, isCurrent, isCollapsed } = props;
  return (
    <li>
      <Link
        to={to}
        params={params ?? {}}
        aria-current={isCurrent ? "page" : undefined}
        title={isCollapsed ? `${label} ${count}`.trim() : undefined}
        className={classNames(
          "relative flex h-7 items-center gap-2 rounded-control px-2 text-sm font-medium",
          isCollapsed && "h-9 justify-center",
          isCurrent ? "bg-accent-soft text-accent-ink" : "text-ink-2 hover:bg-hover hover:text-ink",
        )}
      >
        <Icon aria-hidden="true" size={isCollapsed ? 18 : 16} strokeWidth={1.75} className="shrink-0" />
        <span className={isCollapsed ? "sr-only" : "min-w-0 flex-1 truncate"}>{label}</span>
        {count !== "" && (
          <span
            className={classNames(
              "text-xs font-[450] tabular-nums",
              isCollapsed && "sr-only",
              isUrgent ? "font-medium text-amber-ink" : isCurrent ? "" : "text-ink-3",
            )}
          >
            {count}
          </span>
        )}
        {isCollapsed && isUrgent && (
          <span aria-hidden="true" className="absolute top-1.5 right-1.5 size-1.5 rounded-full bg-amber" />
        )}
      </Link>
    </li>
  );
}
