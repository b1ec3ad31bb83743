import type { OrderEvent } from "@chorus/contracts/entities/order";
import { LoadMore } from "../../../components/ui/load-more.tsx";
import { Card, Loaded } from "../../../components/ui/page.tsx";
import { TimeAgo } from "../../../components/ui/time-ago.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { useOrderTimeline } from "../api/use-order.ts";
import { useActorName } from "../api/use-actor-name.ts";
import { orderTexts } from "../order-texts.ts";

/** What happened to an order, by whom and why. */
export function OrderTimeline({ number, customerName }: { number: string; customerName: string }) {
  const t = useTexts(orderTexts);
  const timeline = useOrderTimeline(number);
  const nameOf = useActorName(customerName);
  return (
    <Card title={t.timeline}>
      <Loaded query={timeline}>
        {({ pages }) => (
          <>
            <ol aria-label={t.timeline} className="px-4 py-3 md:px-5">
              {pages
                .flatMap(({ items }) => items)
                .map((event) => (
                  <Entry key={event.number} event={event} by={nameOf(event.actor)} />
                ))}
            </ol>
            <LoadMore query={timeline} />
          </>
        )}
      </Loaded>
    </Card>
  );
}

function Entry({ event, by }: { event: OrderEvent; by: string }) {
  const t = useTexts(orderTexts);
  return (
    <li className="relative flex gap-3 pb-4 text-sm last:pb-1 not-last:before:absolute not-last:before:top-4 not-last:before:bottom-0 not-last:before:left-[3px] not-last:before:w-0.5 not-last:before:bg-line rtl:not-last:before:right-[3px] rtl:not-last:before:left-auto">
      <span aria-hidden="true" className="mt-1.5 size-2 shrink-0 rounded-full bg-line-strong" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium">{t.events[event.kind]}</span>
          <bdi className="text-ink-3">{by}</bdi>
          <TimeAgo timestamp={event.createdAt} className="ml-auto text-xs text-ink-3" />
        </p>
        {event.reason !== null && <bdi className="block break-words text-ink-2">{event.reason}</bdi>}
        {event.new !== null && <bdi className="block break-words text-ink-2">{event.new.join(", ")}</bdi>}
      </div>
    </li>
  );
}
