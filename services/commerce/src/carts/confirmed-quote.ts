import type { TenantTx } from "@chorus/database/database";
import { AppError } from "@chorus/kernel/app-error";
import type { CartRow } from "./cart-rows.ts";
import { quoteDifferences } from "./quote-differences.ts";
import { type PricedCart, quoteOf, type StoredQuote } from "./quote-cart.ts";

/**
 * What was quoted holds until the quote ends, whatever became of prices and promotions; after that it holds when nothing has changed. What is no
 * longer sold is never ordered, and units are counted of what is counted now.
 * @throws AppError `cart_changed`, `conflict` for an empty cart
 */
export async function confirmedQuote(
  tx: TenantTx,
  cart: CartRow,
  { confirmToken, nowMs }: { confirmToken: string; nowMs: number },
): Promise<PricedCart> {
  const { quote: now, lapsed } = await quoteOf(tx, cart, new Date(nowMs));
  const quoted = cart.quote as unknown as StoredQuote | null;
  if (!quoted || cart.quote_token !== confirmToken)
    throw new AppError("cart_changed", {
      detail: "The cart was changed or quoted again after this quote: ask for a new one and confirm that.",
      errors: [{ path: "confirmToken", message: "is not that of the last quote" }],
    });
  const counted = new Set(now.lines.filter(({ isTracked }) => isTracked).map(({ variantId }) => variantId));
  const confirmed = {
    ...quoted,
    discounts: quoted.discounts ?? [],
    lines: quoted.lines.map((line) => ({ ...line, isTracked: counted.has(line.variantId) })),
  };
  if (nowMs < (cart.quote_expires_at?.getTime() ?? 0)) return confirmed;
  const differences = [...lapsed, ...quoteDifferences(quoted, now)];
  if (differences.length === 0) return confirmed;
  throw new AppError("cart_changed", {
    detail: "The quote has ended, and something has changed since: ask for a new one and confirm that.",
    errors: differences,
  });
}
