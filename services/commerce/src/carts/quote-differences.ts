import type { FieldError } from "@chorus/contracts/errors";
import { formatMoney } from "@chorus/kernel/money";
import { pathOf } from "../promotions/promotion-uses.ts";
import type { StoredLine, StoredQuote } from "./quote-cart.ts";

/** What is different now from what was quoted, for people; nothing when the order would be the same. */
export function quoteDifferences(quoted: StoredQuote, now: StoredQuote): FieldError[] {
  const money = ({ currency }: StoredQuote, amount: number) =>
    `${formatMoney({ amount: BigInt(amount), currency })} ${currency}`;
  const before = new Map(quoted.lines.map((line) => [line.variantId, line]));
  const after = new Map(now.lines.map((line) => [line.variantId, line]));
  const variantIds = new Set([...before.keys(), ...after.keys()]);
  const ofLines = [...variantIds].flatMap((variantId) =>
    lineDifferences(before.get(variantId), after.get(variantId), (line, quote) => money(quote, line.unit), {
      quoted,
      now,
    }),
  );
  const sums = ["discount", "shipping", "tax", "total"] as const;
  const ofSums = sums.flatMap((name) =>
    money(quoted, quoted[name]) === money(now, now[name])
      ? []
      : [{ path: name, message: `was ${money(quoted, quoted[name])}, is ${money(now, now[name])}` }],
  );
  return [...ofLines, ...discountDifferences(quoted, now), ...ofSums];
}

function lineDifferences(
  before: StoredLine | undefined,
  after: StoredLine | undefined,
  priceOf: (line: StoredLine, quote: StoredQuote) => string,
  { quoted, now }: { quoted: StoredQuote; now: StoredQuote },
): FieldError[] {
  const path = `lines.${(before ?? after)?.variantId}`;
  if (!before || !after) return [{ path, message: before ? "is no longer in the cart" : "was not in the quote" }];
  const [old, current] = [priceOf(before, quoted), priceOf(after, now)];
  return [
    ...(before.quantity === after.quantity
      ? []
      : [{ path: `${path}.quantity`, message: `was ${before.quantity}, is ${after.quantity}` }]),
    ...(old === current ? [] : [{ path: `${path}.unit`, message: `was ${old}, is ${current}` }]),
  ];
}

/** What was taken off and is no longer, and the other way round; how much it is now is in the sums. */
function discountDifferences(quoted: StoredQuote, now: StoredQuote): FieldError[] {
  const without = ({ discounts = [] }: StoredQuote, { discounts: others = [] }: StoredQuote) =>
    discounts.filter((one) => others.every(({ promotionId }) => promotionId !== one.promotionId));
  return [
    ...without(quoted, now).map((one) => ({ path: pathOf(one), message: `${one.name} is no longer taken off` })),
    ...without(now, quoted).map((one) => ({ path: pathOf(one), message: `${one.name} was not in the quote` })),
  ];
}
