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

interface Sum {
  name: string;
  value: string;
  isStrong?: boolean;
  /** The promotions it comes from. */
  by?: readonly string[];
}

function Sums({ order }: { order: Order }) {
  const t = useTexts(orderTexts);
  const { subtotal, discount, discounts, shipping, tax, total, paid, refunded, pricesIncludeTax } = order;
  const minus = ({ amount, currency }: Money) => formatMoney({ amount: -amount, currency });
  const namesOf = (isOfShipping: boolean) =>
    discounts
      .filter(({ kind }) => (kind === "free_shipping") === isOfShipping)
      .map(({ label, code }) => (code === null ? label : `${label} (${code})`));
  const rows: readonly Sum[] = [
    { name: t.subtotal, value: formatMoney(subtotal) },
    ...(discount.amount > 0 ? [{ name: t.discount, value: minus(discount), by: namesOf(false) }] : []),
    { name: t.shippingFee, value: shipping.amount === 0 ? t.free : formatMoney(shipping), by: namesOf(true) },
    ...(pricesIncludeTax ? [] : [{ name: t.tax, value: formatMoney(tax) }]),
    { name: t.total, value: formatMoney(total), isStrong: true },
    ...(pricesIncludeTax ? [{ name: t.taxIncluded, value: formatMoney(tax) }] : []),
    ...(paid.amount > 0 ? [{ name: t.paid, value: formatMoney(paid) }] : []),
    ...(refunded.amount > 0 ? [{ name: t.refunded, value: minus(refunded) }] : []),
  ];
  return (
    <dl className="ml-auto flex w-full max-w-80 flex-col gap-1.5 px-4 py-3 text-sm md:px-5">
      {rows.map(({ name, value, isStrong, by = [] }) => (
        <div
          key={name}
          className={classNames(
            "flex justify-between gap-4",
            isStrong ? "border-t border-line pt-1.5 font-semibold" : "text-ink-2",
          )}
        >
          <dt className="min-w-0">
            {name}
            {by.length > 0 && (
              <span className="block text-xs break-words text-ink-3">
                <bdi>{by.join(" · ")}</bdi>
              </span>
            )}
          </dt>
          <dd className="tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
