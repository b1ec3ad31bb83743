import type { ReactNode } from "react";
import { Card, Loaded } from "../../../components/ui/page.tsx";
import { TimeAgo } from "../../../components/ui/time-ago.tsx";
import { classNames } from "../../../lib/browser/class-names.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useDeliveryHealth } from "../api/use-deliveries.ts";
import { deliveryTexts } from "../delivery-texts.ts";
import { eventTexts } from "../event-texts.ts";

const DOTS = { on: "bg-online", away: "bg-busy", off: "bg-line-strong" } as const;

/** Waiting and failed deliveries, and unavailable providers. */
export function DeliveryHealth() {
  const t = useTexts(deliveryTexts);
  const { channels: names } = useTexts(eventTexts);
  const health = useDeliveryHealth();
  return (
    <Loaded query={health}>
      {({ queued, held, oldestAt, failed, bounced, unknown, channels }) => {
        const oldest = oldestAt && (
          <>
            {t.oldest} <TimeAgo timestamp={oldestAt} />
          </>
        );
        return (
          <Card title={t.health}>
            <dl className="grid grid-cols-2 gap-4 p-5 sm:grid-cols-4">
              <Figure name={t.waiting} value={queued}>
                {queued > 0 && oldest}
              </Figure>
              <Figure name={t.heldBack} value={held}>
                {queued === 0 && oldest}
              </Figure>
              <Figure name={t.undelivered} value={failed + bounced + unknown} isBad={failed + bounced + unknown > 0} />
              <div>
                <dt className="sr-only">{t.channel}</dt>
                <dd>
                  <ul className="flex flex-col gap-0.5 text-xs">
                    {channels.map(({ channel, state }) => (
                      <li key={channel} className="flex items-center gap-2">
                        <span aria-hidden="true" className={classNames("size-2 shrink-0 rounded-full", DOTS[state])} />
                        <span>{names[channel]}</span>
                        <span className="text-ink-mute">{t.states[state]}</span>
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
    <div>
      <dt className="text-xs text-ink-mute">{name}</dt>
      <dd>
        <span className={classNames("text-title font-semibold tabular-nums", isBad && "text-danger")}>{value}</span>
        {children && <span className="block text-xs text-ink-mute">{children}</span>}
      </dd>
    </div>
  );
}
