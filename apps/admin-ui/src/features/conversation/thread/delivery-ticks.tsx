import { Check, CheckCheck, Clock } from "lucide-react";
import { classNames } from "../../../lib/browser/class-names.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { messageTexts } from "../message-texts.ts";
import type { Delivery } from "./timeline-rows.ts";

const ICONS = {
  pending: Clock,
  sent: Check,
  delivered: CheckCheck,
  read: CheckCheck,
} as const;

/** How far one's own message has come; a failed one has its own line. */
export function DeliveryTicks({ delivery }: { delivery: Delivery }) {
  const t = useTexts(messageTexts);
  if (delivery === "failed") return null;
  const Icon = ICONS[delivery];
  const word = t.ticks[delivery];
  return (
    <span title={word} className={classNames("inline-flex", delivery === "read" && "text-accent-ink")}>
      <Icon aria-hidden="true" size={14} strokeWidth={delivery === "read" ? 2.5 : 2} />
      <span className="sr-only">{word}</span>
    </span>
  );
}
