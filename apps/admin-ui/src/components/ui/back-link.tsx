import { Link } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import type { ReactNode } from "react";

/** Above a thing of a list: back to all of them. */
export function BackLink({ to, children }: { to: "/orders" | "/products"; children: ReactNode }) {
  return (
    <Link
      to={to}
      className="-ml-1.5 inline-flex items-center gap-1 self-start rounded-control px-1.5 py-0.5 text-sm text-ink-2 hover:bg-hover hover:text-ink"
    >
      <ChevronLeft aria-hidden="true" size={15} className="rtl:rotate-180" />
      {children}
    </Link>
  );
}
