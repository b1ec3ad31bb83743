import type { Delivery } from "@chorus/contracts/entities/delivery";
import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { Button } from "../../../components/ui/button.tsx";
import { TimeAgo } from "../../../components/ui/time-ago.tsx";
import { showNotice, showProblem } from "../../../lib/desk/notices.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useRetry } from "../api/use-deliveries.ts";
import { deliveryTexts } from "../delivery-texts.ts";
import { eventTexts } from "../event-texts.ts";
import { DeliveryTimeline } from "./delivery-timeline.tsx";
import { useReason } from "./use-reason.ts";
import { StatusBadge } from "./status-badge.tsx";

interface DeliveryRowProps {
  delivery: Delivery;
  isChosen?: boolean;
  /** Several can be chosen and tried again together. */
  onChoose?: (isChosen: boolean) => void;
}

const RETRIED: ReadonlySet<string> = new Set(["failed", "bounced", "suppressed", "unknown", "held"]);

/** One delivery; opened it shows its timeline. */
export function DeliveryRow({ delivery, isChosen = false, onChoose }: DeliveryRowProps) {
  const t = useTexts(deliveryTexts);
  const names = useTexts(eventTexts);
  const retry = useRetry();
  const formatReason = useReason();
  const { id, event, channel, status, attempts, conversationId, createdAt, timeline } = delivery;
  const reason = formatReason(delivery.reason, delivery.why);
  const recipient = channel === "in_app" ? t.toDesk : delivery.recipient;
  return (
    <li className="flex items-start gap-3 px-3 py-2.5 text-sm sm:px-5">
      {onChoose && (
        <input
          type="checkbox"
          aria-label={t.select(recipient)}
          checked={isChosen}
          onChange={({ target }) => onChoose(target.checked)}
          className="mt-1.5 size-4 shrink-0 accent-accent"
        />
      )}
      <details className="group min-w-0 flex-1">
        <summary className="flex cursor-pointer list-none flex-wrap items-center gap-x-3 gap-y-1 rounded-control">
          <ChevronRight
            aria-hidden="true"
            size={15}
            className="shrink-0 text-ink-mute transition-transform duration-150 group-open:rotate-90"
          />
          <span className="min-w-0 flex-1 basis-48">
            <span className="block truncate font-medium">{names.events[event]}</span>
            <span className="block truncate text-xs text-ink-mute">
              {names.channels[channel]}
              {" · "}
              {recipient}
            </span>
          </span>
          <StatusBadge status={status} />
          <TimeAgo timestamp={createdAt} className="w-16 text-right text-xs text-ink-mute tabular-nums" />
        </summary>
        <div className="flex flex-col gap-3 py-3 pl-6">
          {reason && <p className="break-words text-ink-soft">{reason}</p>}
          <DeliveryTimeline steps={timeline} />
          <div className="flex flex-wrap items-center gap-3">
            {RETRIED.has(status) && (
              <Button
                isBusy={retry.isPending}
                onClick={() => retry.mutate(id, { onSuccess: () => showNotice(t.retried), onError: showProblem })}
              >
                {t.retry}
              </Button>
            )}
            {conversationId && (
              <Link
                to="/inbox/$filter/$conversationId"
                params={{ filter: "open", conversationId }}
                className="text-accent-text underline"
              >
                {t.openConversation}
              </Link>
            )}
            {attempts > 0 && <span className="text-xs text-ink-mute">{t.attempts(attempts)}</span>}
          </div>
        </div>
      </details>
    </li>
  );
}
