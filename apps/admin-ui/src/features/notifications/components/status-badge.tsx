import type { DeliveryStatus } from "@chorus/contracts/entities/delivery";
import { classNames } from "../../../lib/browser/class-names.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { deliveryTexts } from "../delivery-texts.ts";

const LOOKS: Record<DeliveryStatus, string> = {
  queued: "bg-hover text-ink-soft",
  held: "bg-warn-soft text-warn-ink",
  sent: "bg-accent-soft text-accent-text",
  delivered: "bg-accent-soft text-accent-text",
  failed: "bg-danger-soft text-danger",
  bounced: "bg-danger-soft text-danger",
  unknown: "bg-danger-soft text-danger",
  suppressed: "bg-hover text-ink-soft",
  cancelled: "bg-hover text-ink-soft",
};

export function StatusBadge({ status }: { status: DeliveryStatus }) {
  const t = useTexts(deliveryTexts);
  return (
    <span
      className={classNames("shrink-0 rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap", LOOKS[status])}
    >
      {t.statuses[status]}
    </span>
  );
}
