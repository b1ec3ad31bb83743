import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";

/** What is wrong with a whole form. */
export function FormAlert({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className="flex items-start gap-2 rounded-control bg-red-soft px-3 py-2 text-sm text-red-ink">
      <CircleAlert aria-hidden="true" size={16} className="mt-px shrink-0" />
      {children}
    </p>
  );
}
