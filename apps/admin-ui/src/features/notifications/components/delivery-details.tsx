import type { Delivery } from "@chorus/contracts/entities/delivery";
import { Link } from "@tanstack/react-router";
import { Button } from "../../../components/ui/button.tsx";
import { showDone, showProblem } from "../../../lib/desk/notices.ts";
import { formatNumber } from "../../../lib/language/format-number.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useRetry } from "../api/use-deliveries.ts";
import { deliveryTexts } from "../delivery-texts.ts";
import { DeliveryTimeline } from "./delivery-timeline.tsx";
import { useReason } from "./use-reason.ts";

const RETRIED: ReadonlySet<string> = new Set(["failed", "bounced", "suppressed", "unknown", "held"]);

/** Why a delivery is as it is, what happened to it, and what can be done. */
export function DeliveryDetails({ delivery }: { delivery: Delivery }) {
  const t = useTexts(deliveryTexts);
  const retry = useRetry();
  const formatReason = useReason();
  const { id, status, attempts, conversationId, timeline } = delivery;
  const reason = formatReason(delivery.reason, delivery.why);
  return (
    <div className="flex flex-col gap-3 text-sm">
      {reason && <p className="break-words text-ink-2">{reason}</p>}
      <DeliveryTimeline steps={timeline} />
      <div className="flex flex-wrap items-center gap-3">
        {RETRIED.has(status) && (
          <Button
            isBusy={retry.isPending}
            onClick={() => retry.mutate(id, { onSuccess: () => showDone(t.retried), onError: showProblem })}
          >
            {t.retry}
          </Button>
        )}
        {conversationId && (
          <Link
            to="/conversations/$conversationId"
            params={{ conversationId }}
            className="font-medium text-accent-ink underline underline-offset-2"
          >
            {t.openConversation}
          </Link>
        )}
        {attempts > 0 && (
          <span className="text-xs text-ink-3">{t.attempts(formatNumber(attempts), attempts === 1)}</span>
        )}
      </div>
    </div>
  );
}
