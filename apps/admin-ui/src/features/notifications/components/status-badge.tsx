import type { DeliveryStatus } from "@chorus/contracts/entities/delivery";
import { Badge, type BadgeTone } from "../../../components/ui/badge.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { deliveryTexts } from "../delivery-texts.ts";

const TONES: Record<DeliveryStatus, BadgeTone> = {
  queued: "blue",
  held: "amber",
  sent: "green",
  delivered: "green",
  failed: "red",
  bounced: "red",
  unknown: "red",
  suppressed: "grey",
  cancelled: "grey",
};

export function StatusBadge({ status }: { status: DeliveryStatus }) {
  const t = useTexts(deliveryTexts);
  return <Badge tone={TONES[status]}>{t.statuses[status]}</Badge>;
}
