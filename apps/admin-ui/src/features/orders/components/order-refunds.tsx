import type { Order } from "@chorus/contracts/entities/order";
import type { Refund } from "@chorus/contracts/entities/refund";
import { Badge, type BadgeTone } from "../../../components/ui/badge.tsx";
import { TimeAgo } from "../../../components/ui/time-ago.tsx";
import { formatMoney } from "../../../lib/language/format-money.ts";
import { formatNumber } from "../../../lib/language/format-number.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useActorName } from "../api/use-actor-name.ts";
import { moneyTexts } from "../money-texts.ts";

const TONES: Record<Refund["state"], BadgeTone> = { pending: "amber", succeeded: "green", failed: "red" };

/** What of an order's payment was given back, for what and by whom; nothing without any. */
export function OrderRefunds({ order, refunds }: { order: Order; refunds: readonly Refund[] }) {
  const t = useTexts(moneyTexts);
  const nameOf = useActorName(order.customer.name);
  if (refunds.length === 0) return null;
  return (
    <section className="border-t border-line">
      <h3 id="refunds" className="px-4 pt-2.5 text-xs text-ink-3 md:px-5">
        {t.refunds}
      </h3>
      <ul aria-labelledby="refunds" className="divide-y divide-line">
        {refunds.map((refund) => (
          <li key={refund.id} className="px-4 py-2 text-sm md:px-5">
            <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <bdi className="min-w-0 flex-1 basis-32 break-words">{describe(refund, order, t)}</bdi>
              <Badge tone={TONES[refund.state]}>{t.refundStates[refund.state]}</Badge>
              <span className="tabular-nums">{formatMoney(refund.amount)}</span>
            </span>
            <span className="flex gap-2 text-xs text-ink-3">
              <bdi>{nameOf(refund.actor)}</bdi>
              <TimeAgo timestamp={refund.createdAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface Words {
  refundedUnits: (count: string, name: string) => string;
  shipping: string;
  onlyAmount: string;
}

function describe({ lines, shipping }: Refund, order: Order, t: Words): string {
  const parts = [
    ...lines.map(({ lineId, quantity }) =>
      t.refundedUnits(formatNumber(quantity), order.lines.find(({ id }) => id === lineId)?.name ?? ""),
    ),
    ...(shipping.amount > 0 ? [t.shipping] : []),
  ];
  return parts.length === 0 ? t.onlyAmount : parts.join(", ");
}
