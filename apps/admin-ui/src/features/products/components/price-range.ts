import type { Money } from "@chorus/contracts/money";
import { formatMoney } from "../../../lib/language/format-money.ts";

/** "€69.00", or "€49.00 – €89.00" where variants differ; null without any. */
export function priceRange(
  { priceFrom, priceTo }: { priceFrom: Money | null; priceTo: Money | null },
  range: (from: string, to: string) => string,
): string | null {
  if (!priceFrom || !priceTo) return null;
  return priceFrom.amount === priceTo.amount
    ? formatMoney(priceFrom)
    : range(formatMoney(priceFrom), formatMoney(priceTo));
}
