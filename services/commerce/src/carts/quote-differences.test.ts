import { expect, test } from "vitest";
import type { StoredQuote } from "./quote-cart.ts";
import { quoteDifferences } from "./quote-differences.ts";

const line = (variantId: string, unit: number, quantity = 1) => ({
  ...{ variantId, sku: variantId, name: variantId, options: [], quantity },
  ...{ unit, discount: 0, taxRate: 0, tax: 0, total: unit * quantity },
});
const quote = (...lines: ReturnType<typeof line>[]): StoredQuote => {
  const total = lines.reduce((sum, one) => sum + one.total, 0);
  return {
    currency: "EUR",
    pricesIncludeTax: true,
    lines,
    subtotal: total,
    discount: 0,
    shipping: 0,
    shippingTax: 0,
    tax: 0,
    total,
  };
};

test("names what has another price, another quantity, is new or gone, and what that makes of the total", () => {
  expect(quoteDifferences(quote(line("a", 1_000)), quote(line("a", 1_000)))).toEqual([]);
  expect(quoteDifferences(quote(line("a", 1_000), line("b", 5)), quote(line("a", 1_250), line("c", 5)))).toEqual([
    { path: "lines.a.unit", message: "was 10.00 EUR, is 12.50 EUR" },
    { path: "lines.b", message: "is no longer in the cart" },
    { path: "lines.c", message: "was not in the quote" },
    { path: "total", message: "was 10.05 EUR, is 12.55 EUR" },
  ]);
  expect(quoteDifferences(quote(line("a", 1)), quote(line("a", 1, 2)))[0]).toEqual({
    path: "lines.a.quantity",
    message: "was 1, is 2",
  });
});
