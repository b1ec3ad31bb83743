import type { Order } from "@chorus/contracts/entities/order";
import type { Money } from "@chorus/contracts/money";
import { type Column, DataTable } from "../../../components/ui/data-table.tsx";
import { Card } from "../../../components/ui/page.tsx";
import { classNames } from "../../../lib/browser/class-names.ts";
import { formatMoney } from "../../../lib/language/format-money.ts";
import { formatNumber } from "../../../lib/language/format-number.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { orderTexts } from "../order-texts.ts";

type Line = Order["lines"][number];

/** What was bought, and what it comes to. */
export function OrderLines({ order }: { order: Order }) {
  const t = useTexts(orderTexts);
  const columns: readonly Column<Line>[] = [
    { name: "article", title: t.article, renderCell: (line) => <Article line={line} /> },
    { name: "unit", title: t.unit, isEnd: true, renderCell: ({ unit }) => formatMoney(unit) },
    { name: "quantity", title: t.quantity, isEnd: true, renderCell: ({ quantity }) => formatNumber(quantity) },
    { name: "total", title: t.total, isEnd: true, renderCell: ({ total }) => formatMoney(total) },
  ];
  return (
    <Card title={t.items}>
      <DataTable label={t.items} columns={columns} rows={order.lines} keyOf={({ id }) => id} />
      <Sums order={order} />
    </Card>
  );
}

function Article({ line }: { line: Line }) {
  const t = useTexts(orderTexts);
  const facts = [
    ...line.options.map(({ value }) => value),
    line.sku,
    ...(line.canceled > 0 ? [t.canceledUnits(formatNumber(line.canceled))] : []),
    ...(line.shipped > 0 ? [t.shippedUnits(formatNumber(line.shipped))] : []),
  ];
  const isGone = line.canceled === line.quantity;
  return (
    <span className="block leading-tight">
      <bdi className={classNames("font-medium", isGone && "text-ink-3 line-through")}>{line.name}</bdi>
      <span className="mt-0.5 block text-xs text-ink-3">
        <bdi>{facts.join(" · ")}</bdi>
      </span>
    </span>
  );
}

function Sums({ order }: { order: Order }) {
  const t = useTexts(orderTexts);
  const { subtotal, discount, shipping, tax, total, paid, refunded, pricesIncludeTax } = order;
  const minus = ({ amount, currency }: Money) => formatMoney({ amount: -amount, currency });
  const rows: readonly (readonly [name: string, value: string, isStrong?: boolean])[] = [
    [t.subtotal, formatMoney(subtotal)],
    ...(discount.amount > 0 ? [[t.discount, minus(discount)] as const] : []),
    [t.shippingFee, shipping.amount === 0 ? t.free : formatMoney(shipping)],
    ...(pricesIncludeTax ? [] : [[t.tax, formatMoney(tax)] as const]),
    [t.total, formatMoney(total), true],
    ...(pricesIncludeTax ? [[t.taxIncluded, formatMoney(tax)] as const] : []),
    ...(paid.amount > 0 ? [[t.paid, formatMoney(paid)] as const] : []),
    ...(refunded.amount > 0 ? [[t.refunded, minus(refunded)] as const] : []),
  ];
  return (
    <dl className="ml-auto flex w-full max-w-80 flex-col gap-1.5 px-4 py-3 text-sm md:px-5">
      {rows.map(([name, value, isStrong]) => (
        <div
          key={name}
          className={classNames(
            "flex justify-between gap-4",
            isStrong ? "border-t border-line pt-1.5 font-semibold" : "text-ink-2",
          )}
        >
          <dt>{name}</dt>
          <dd className="tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
