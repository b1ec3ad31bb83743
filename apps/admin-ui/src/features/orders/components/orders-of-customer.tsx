import type { Order } from "@chorus/contracts/entities/order";
import { reachOf } from "@chorus/contracts/permissions";
import { Link } from "@tanstack/react-router";
import { Loaded } from "../../../components/ui/page.tsx";
import { useNowMs } from "../../../lib/browser/now.ts";
import { formatMoney } from "../../../lib/language/format-money.ts";
import { formatShort } from "../../../lib/language/format-time.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useOrdersOf } from "../api/use-orders.ts";
import { orderTexts } from "../order-texts.ts";
import { FulfilmentBadge, PaymentBadge, StatusBadge } from "./order-badges.tsx";

/** The newest orders of a customer, beside the conversation; nothing for who has ordered nothing. */
export function OrdersOfCustomer({ customerId }: { customerId: string }) {
  const { user } = useDeskSession();
  return reachOf(user.role, "order.read") === null ? null : <Newest customerId={customerId} />;
}

function Newest({ customerId }: { customerId: string }) {
  const t = useTexts(orderTexts);
  const orders = useOrdersOf(customerId);
  if (orders.data?.items.length === 0) return null;
  return (
    <section aria-label={t.latest}>
      <h3 className="mb-1 flex h-6 items-center text-sm font-semibold">{t.latest}</h3>
      <Loaded query={orders}>
        {({ items, nextCursor }) => (
          <>
            <ul className="flex flex-col gap-2">
              {items.map((order) => (
                <li key={order.id}>
                  <Row order={order} />
                </li>
              ))}
            </ul>
            {nextCursor !== null && (
              <Link
                to="/orders"
                search={{ customer: customerId }}
                className="mt-1 -ml-2 inline-flex h-7 items-center rounded-control px-2 text-sm text-ink-2 hover:bg-hover hover:text-ink"
              >
                {t.showAll}
              </Link>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}

function Row({ order }: { order: Order }) {
  const nowMs = useNowMs();
  const t = useTexts(orderTexts);
  const { number, status, paymentStatus, lines, total, placedAt } = order;
  return (
    <Link
      to="/orders/$number"
      params={{ number: String(number) }}
      className="block rounded-control border border-line bg-surface px-3 py-2 text-sm hover:bg-hover"
    >
      <span className="flex items-baseline gap-2">
        <span className="font-medium tabular-nums">{t.orderOf(String(number))}</span>
        <time dateTime={placedAt} className="text-xs text-ink-3">
          {formatShort(placedAt, nowMs)}
        </time>
        <span className="ml-auto tabular-nums">{formatMoney(total)}</span>
      </span>
      <bdi className="mt-0.5 block truncate text-xs text-ink-2">{lines.map(({ name }) => name).join(", ")}</bdi>
      <span className="mt-1.5 flex flex-wrap gap-1">
        {status !== "placed" && <StatusBadge status={status} />}
        <PaymentBadge paymentStatus={paymentStatus} />
        <FulfilmentBadge {...order} />
      </span>
    </Link>
  );
}
