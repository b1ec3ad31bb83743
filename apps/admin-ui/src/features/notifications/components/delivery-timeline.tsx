import type { Delivery } from "@chorus/contracts/entities/delivery";
import { formatMoment } from "../../../lib/language/format-time.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useReason } from "./use-reason.ts";
import { deliveryTexts } from "../delivery-texts.ts";

/** Each step with its time, the first one first. */
export function DeliveryTimeline({ steps }: { steps: Delivery["timeline"] }) {
  const t = useTexts(deliveryTexts);
  const formatReason = useReason();
  return (
    <ol aria-label={t.timeline} className="flex flex-col gap-1.5 border-l-2 border-line pl-3">
      {steps.map(({ at, status, detail, why }) => (
        <li key={`${at} ${status} ${detail ?? ""}`} className="flex flex-wrap gap-x-2 text-xs">
          <time dateTime={at} className="text-ink-3">
            {formatMoment(at)}
          </time>
          <span className="font-medium">{t.statuses[status]}</span>
          {detail && <span className="min-w-0 basis-full break-words text-ink-2">{formatReason(detail, why)}</span>}
        </li>
      ))}
    </ol>
  );
}
