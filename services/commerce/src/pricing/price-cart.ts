import { type Money, ratioOf, subtract, sumOf, times } from "@chorus/kernel/money";

const MILLION = 1_000_000n;

/** How a shop charges. Rates are millionths: 190000 is 19 %. */
export interface Charges {
  currency: string;
  pricesIncludeTax: boolean;
  rateOf(taxClass: string): number;
  shippingRate: number;
  shippingFee: bigint;
  /** Null: never free. */
  freeShippingFrom: bigint | null;
}

export interface Wanted {
  quantity: number;
  unit: Money;
  taxClass: string;
}

export interface LinePrice {
  discount: Money;
  taxRate: number;
  tax: Money;
  /** What is paid for the line, with its tax. */
  total: Money;
}

/** `total` is the sum of the lines' totals, shipping, and the tax of shipping where prices do not include tax. */
export interface CartPrice {
  lines: LinePrice[];
  subtotal: Money;
  discount: Money;
  shipping: Money;
  shippingTax: Money;
  /** Of lines and shipping together. */
  tax: Money;
  total: Money;
}

/** What a cart costs. Tax is rounded once for each line, half away from zero, and never again: sums are sums of what was rounded. */
export function priceCart(charges: Charges, wanted: readonly Wanted[]): CartPrice {
  const { currency, pricesIncludeTax } = charges;
  const zero = { amount: 0n, currency };
  const lines = wanted.map(({ quantity, unit, taxClass }) => {
    const taxRate = charges.rateOf(taxClass);
    return { discount: zero, taxRate, ...taxed(times(unit, quantity), taxRate, pricesIncludeTax) };
  });
  const subtotal = sumOf(
    currency,
    wanted.map(({ quantity, unit }) => times(unit, quantity)),
  );
  const { freeShippingFrom, shippingFee } = charges;
  const isFree = freeShippingFrom !== null && subtotal.amount >= freeShippingFrom;
  const shipping = { amount: isFree ? 0n : shippingFee, currency };
  const shipped = taxed(shipping, charges.shippingRate, pricesIncludeTax);
  return {
    ...{ lines, subtotal, discount: zero, shipping, shippingTax: shipped.tax },
    tax: sumOf(currency, [...lines.map((line) => line.tax), shipped.tax]),
    total: sumOf(currency, [...lines.map((line) => line.total), shipped.total]),
  };
}

function taxed(price: Money, rate: number, isIncluded: boolean): { tax: Money; total: Money } {
  if (isIncluded) return { tax: subtract(price, ratioOf(price, MILLION, MILLION + BigInt(rate))), total: price };
  const tax = ratioOf(price, BigInt(rate), MILLION);
  return { tax, total: sumOf(price.currency, [price, tax]) };
}
