import type { ReactNode } from "react";
import { Card, Loaded } from "../../../components/ui/page.tsx";
import { FiguresSkeleton } from "../../../components/ui/skeletons.tsx";
import { TimeAgo } from "../../../components/ui/time-ago.tsx";
import { classNames } from "../../../lib/browser/class-names.ts";
import { formatNumber } from "../../../lib/language/format-number.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useDeliveryHealth } from "../api/use-deliveries.ts";
import { deliveryTexts } from "../delivery-texts.ts";
import { eventTexts } from "../event-texts.ts";

const DOTS = { on: "bg-green", away: "bg-red", off: "bg-line-strong" } as const;

/** Waiting and failed deliveries, and unavailable providers. */
export function DeliveryHealth() {
  const t = useTexts(deliveryTexts);
  const { channels: names } = useTexts(eventTexts);
  const health = useDeliveryHealth();
  return (
    <Loaded query={health} skeleton={<FiguresSkeleton />}>
      {({ queued, held, oldestAt, failed, bounced, unknown, channels }) => {
        const oldest = oldestAt && (
          <>
            {t.oldest} <TimeAgo timestamp={oldestAt} />
          </>
        );
        const lost = failed + bounced + unknown;
        return (
          <Card>
            <dl aria-label={t.health} className="grid grid-cols-2 md:grid-cols-[1fr_1fr_1fr_1.4fr]">
              <Figure name={t.waiting} value={queued}>
                {queued > 0 && oldest}
              </Figure>
              <Figure name={t.heldBack} value={held}>
                {queued === 0 && oldest}
              </Figure>
              <Figure name={t.undelivered} value={lost} isBad={lost > 0} />
              <div className="border-line p-4 max-md:border-t md:border-l">
                <dt className="text-xs font-[450] text-ink-3">{t.providers}</dt>
                <dd className="mt-1.5">
                  <ul className="flex flex-col gap-1 text-xs">
                    {channels.map(({ channel, state }) => (
                      <li key={channel} className="flex items-center gap-2">
                        <span aria-hidden="true" className={classNames("size-2 shrink-0 rounded-full", DOTS[state])} />
                        <span className="w-12">{names[channel]}</span>
                        <span className="text-ink-3">{t.states[state]}</span>
                      </li>
                    ))}
                  </ul>
                </dd>
              </div>
            </dl>
          </Card>
        );
      }}
    </Loaded>
  );
}

interface FigureProps {
  name: string;
  value: number;
  isBad?: boolean;
  children?: ReactNode;
}

function Figure({ name, value, isBad = false, children }: FigureProps) {
  return (
    <div className="border-line p-4 not-first:border-l max-md:nth-3:border-t max-md:nth-3:border-l-0">
      <dt className="text-xs font-[450] text-ink-3">{name}</dt>
      <dd>
        <span className={classNames("text-figure font-semibold tracking-tight tabular-nums", isBad && "text-red-ink")}>
          {formatNumber(value)}
        </span>
        {children && <span className="ml-2 text-xs text-ink-3">{children}</span>}
      </dd>
    </div>
  );
}
