import type { Order } from "@chorus/contracts/entities/order";
import { Link } from "@tanstack/react-router";
import { type Column, DataTable } from "../../../components/ui/data-table.tsx";
import { useNowMs } from "../../../lib/browser/now.ts";
import { formatExact, formatShort } from "../../../lib/language/format-time.ts";
import { formatMoney } from "../../../lib/language/format-money.ts";
import { formatNumber } from "../../../lib/language/format-number.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { orderTexts } from "../order-texts.ts";
import { FulfilmentBadge, PaymentBadge, StatusBadge } from "./order-badges.tsx";
import { OrderLabels } from "./order-labels.tsx";

/** Orders, a row each. */
export function OrderTable({ orders }: { orders: readonly Order[] }) {
  const t = useTexts(orderTexts);
  const nowMs = useNowMs();
  const columns: readonly Column<Order>[] = [
    {
      name: "order",
      title: t.order,
      renderCell: (order) => (
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            to="/orders/$number"
            params={{ number: String(order.number) }}
            aria-label={t.orderOf(String(order.number))}
            className="font-medium tabular-nums after:absolute after:inset-0 hover:underline md:after:hidden"
          >
            {order.number}
          </Link>
          <OrderLabels order={order} isInList />
        </span>
      ),
    },
    {
      name: "placed",
      title: t.placed,
      renderCell: ({ placedAt }) => (
        <time dateTime={placedAt} title={formatExact(placedAt)} className="whitespace-nowrap text-ink-2">
          {formatShort(placedAt, nowMs)}
        </time>
      ),
    },
    {
      name: "customer",
      title: t.customer,
      renderCell: ({ customer }) => <bdi className="block truncate">{customer.name}</bdi>,
      className: "max-w-56",
    },
    {
      name: "items",
      title: t.items,
      renderCell: ({ lines }) => {
        const [first] = lines;
        const more = lines.length - 1;
        return (
          <span className="block truncate text-ink-2">
            <bdi>{first?.name}</bdi>
            {more > 0 && ` +${formatNumber(more)}`}
          </span>
        );
      },
      className: "max-w-64",
    },
    {
      name: "status",
      title: t.status,
      renderCell: (order) => (
        <span className="flex flex-wrap gap-1">
          <StatusBadge status={order.status} />
          <PaymentBadge paymentStatus={order.paymentStatus} />
          <FulfilmentBadge {...order} />
        </span>
      ),
    },
    { name: "total", title: t.total, isEnd: true, renderCell: ({ total }) => formatMoney(total) },
  ];
  return <DataTable label={t.title} columns={columns} rows={orders} keyOf={({ id }) => id} />;
}
