import { type Money, ratioOf, subtract, sumOf, times } from "@chorus/kernel/money";
import { candidatesOf, type PromotionRule, type Taken, takeOff, type TakenOff } from "./apply-promotions.ts";

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
  /** What promotions took off, in their order. */
  taken: Taken[];
  /** Before anything is taken off. */
  subtotal: Money;
  /** Off the lines. */
  discount: Money;
  shipping: Money;
  shippingTax: Money;
  /** Of lines and shipping together. */
  tax: Money;
  total: Money;
}

/**
 * What a cart costs. Tax is rounded once for each line, half away from zero, and never again: sums are sums of what was rounded. It is on
 * what promotions leave. Of what may be taken off together the best for the customer is.
 */
export function priceCart(
  charges: Charges,
  wanted: readonly Wanted[],
  promotions: readonly PromotionRule[] = [],
): CartPrice {
  const { currency, freeShippingFrom, shippingFee } = charges;
  const prices = wanted.map(({ quantity, unit }) => times(unit, quantity));
  const subtotal = sumOf(currency, prices);
  const isFree = freeShippingFrom !== null && subtotal.amount >= freeShippingFrom;
  const before = { prices, shipping: { amount: isFree ? 0n : shippingFee, currency } };
  const [first, ...others] = [[], ...candidatesOf(promotions)].map((rules) => priceAfter(takeOff(rules, before)));
  return others.reduce((best, price) => (price.total.amount < best.total.amount ? price : best), first!);

  function priceAfter({ taken, discounts, shipping }: TakenOff): CartPrice {
    const lines = wanted.map(({ taxClass }, at) => {
      const taxRate = charges.rateOf(taxClass);
      const discount = discounts[at]!;
      return { discount, taxRate, ...taxed(subtract(prices[at]!, discount), taxRate, charges.pricesIncludeTax) };
    });
    const shipped = taxed(shipping, charges.shippingRate, charges.pricesIncludeTax);
    return {
      ...{ lines, taken, subtotal, discount: sumOf(currency, discounts), shipping, shippingTax: shipped.tax },
      tax: sumOf(currency, [...lines.map((line) => line.tax), shipped.tax]),
      total: sumOf(currency, [...lines.map((line) => line.total), shipped.total]),
    };
  }
}

function taxed(price: Money, rate: number, isIncluded: boolean): { tax: Money; total: Money } {
  if (isIncluded) return { tax: subtract(price, ratioOf(price, MILLION, MILLION + BigInt(rate))), total: price };
  const tax = ratioOf(price, BigInt(rate), MILLION);
  return { tax, total: sumOf(price.currency, [price, tax]) };
}
