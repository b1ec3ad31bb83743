import type { Order } from "@chorus/contracts/entities/order";
import { Link, useParams } from "@tanstack/react-router";
import { BackLink } from "../../../components/ui/back-link.tsx";
import { Card, Loaded, Page } from "../../../components/ui/page.tsx";
import { FormSkeleton, RowsSkeleton } from "../../../components/ui/skeletons.tsx";
import { formatExact, formatMoment } from "../../../lib/language/format-time.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useOrder } from "../api/use-order.ts";
import { orderTexts } from "../order-texts.ts";
import { FulfilmentBadge, PaymentBadge, StatusBadge } from "./order-badges.tsx";
import { OrderActions } from "./order-actions.tsx";
import { OrderLabels } from "./order-labels.tsx";
import { OrderLines } from "./order-lines.tsx";
import { OrderNotes } from "./order-notes.tsx";
import { OrderPayments } from "./order-payments.tsx";
import { OrderTimeline } from "./order-timeline.tsx";

/** One order: what was bought, how it is paid, where it goes, what happened to it, and what can be done now. */
export function OrderPage() {
  const t = useTexts(orderTexts);
  const { number } = useParams({ from: "/orders/$number" });
  const order = useOrder(number);
  return (
    <main className="min-h-0 min-w-0 flex-1 overflow-y-auto bg-canvas">
      <Page isWide title={t.orderOf(number)} actions={order.data && <OrderActions order={order.data} />}>
        <BackLink to="/orders">{t.back}</BackLink>
        <Loaded
          query={order}
          skeleton={
            <div className="flex flex-col gap-4">
              <RowsSkeleton rows={4} />
              <FormSkeleton fields={2} />
            </div>
          }
        >
          {(loaded) => <Everything order={loaded} />}
        </Loaded>
      </Page>
    </main>
  );
}

function Everything({ order }: { order: Order }) {
  const number = String(order.number);
  return (
    <>
      <Facts order={order} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-4">
          <OrderLines order={order} />
          <OrderTimeline number={number} customerName={order.customer.name} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Destination order={order} />
          <OrderPayments order={order} />
          <OrderNotes order={order} />
        </div>
      </div>
    </>
  );
}

function Facts({ order }: { order: Order }) {
  const { status, paymentStatus, placedAt } = order;
  return (
    <div className="flex flex-wrap items-center gap-2 text-sm text-ink-2">
      <StatusBadge status={status} />
      <PaymentBadge paymentStatus={paymentStatus} />
      <FulfilmentBadge {...order} />
      <time dateTime={placedAt} title={formatExact(placedAt)}>
        {formatMoment(placedAt)}
      </time>
      <OrderLabels order={order} />
    </div>
  );
}

function Destination({ order: { customer, addresses } }: { order: Order }) {
  const t = useTexts(orderTexts);
  const to = addresses.shipping;
  return (
    <Card title={t.customer}>
      <div className="flex flex-col gap-3 p-4 text-sm md:px-5">
        <Link
          to="/orders"
          search={{ customer: customer.id }}
          title={t.ofCustomer}
          className="self-start font-medium hover:underline"
        >
          <bdi>{customer.name}</bdi>
        </Link>
        <div>
          <h3 className="text-xs text-ink-3">{t.address}</h3>
          {to ? (
            <address className="mt-0.5 whitespace-pre-line not-italic">
              <bdi>
                {[to.name, to.line1, to.line2, `${to.postalCode} ${to.city}`, to.region, to.country]
                  .filter(Boolean)
                  .join("\n")}
              </bdi>
            </address>
          ) : (
            <p className="mt-0.5 text-ink-3">{t.noAddress}</p>
          )}
        </div>
      </div>
    </Card>
  );
}
