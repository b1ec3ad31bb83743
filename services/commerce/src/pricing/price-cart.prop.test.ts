import { CART_LIMITS } from "@chorus/contracts/entities/order";
import { MAX_PRICE } from "@chorus/contracts/money";
import { sumOf, times, toWire } from "@chorus/kernel/money";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Charges, priceCart } from "./price-cart.ts";

const MILLION = 1_000_000;
const rates = { standard: 190_000, reduced: 70_000, none: 0, odd: 123_457, all: MILLION };
const charges = fc.record({
  currency: fc.constant("EUR"),
  pricesIncludeTax: fc.boolean(),
  rateOf: fc.constant((taxClass: string) => rates[taxClass as keyof typeof rates]),
  shippingRate: fc.constantFrom(...Object.values(rates)),
  shippingFee: fc.bigInt({ min: 0n, max: 100_000n }),
  freeShippingFrom: fc.option(fc.bigInt({ min: 0n, max: 1_000_000n })),
}) satisfies fc.Arbitrary<Charges>;
const lines = fc.array(
  fc.record({
    quantity: fc.integer({ min: 1, max: 1_000 }),
    unit: fc.record({ amount: fc.bigInt({ min: 0n, max: BigInt(MAX_PRICE) }), currency: fc.constant("EUR") }),
    taxClass: fc.constantFrom("standard", "reduced", "none", "odd", "all"),
  }),
  { minLength: 1, maxLength: 50 },
);

test("lines and shipping add up to the total, and their taxes to the tax, to the cent", () => {
  fc.assert(
    fc.property(charges, lines, (how, wanted) => {
      const price = priceCart(how, wanted);
      const taxOnTop = how.pricesIncludeTax ? 0n : price.tax.amount;
      expect(price.total.amount).toBe(price.subtotal.amount - price.discount.amount + price.shipping.amount + taxOnTop);
      expect(price.tax).toEqual(sumOf("EUR", [...price.lines.map(({ tax }) => tax), price.shippingTax]));
      expect(Number.isSafeInteger(Number(price.total.amount))).toBe(true);
    }),
  );
});

test("the dearest cart there can be, with a tax as high as its prices, is exact on the wire", () => {
  const dearest = fc.bigInt({ min: BigInt(MAX_PRICE) - 1_000n, max: BigInt(MAX_PRICE) });
  const unit = fc.record({ amount: dearest, currency: fc.constant("EUR") });
  const line = fc.record({ quantity: fc.constant(CART_LIMITS.quantity), unit, taxClass: fc.constant("all") });
  const full = fc.array(line, { minLength: CART_LIMITS.lines, maxLength: CART_LIMITS.lines });
  fc.assert(
    fc.property(charges, dearest, full, (how, shippingFee, wanted) => {
      const { total, tax } = priceCart({ ...how, shippingFee, shippingRate: MILLION, freeShippingFrom: null }, wanted);
      expect(BigInt(toWire(total).amount)).toBe(total.amount);
      expect(BigInt(toWire(tax).amount)).toBe(tax.amount);
    }),
  );
});

test("P33: the tax of a line is half a cent off at most, and depends on that line alone", () => {
  fc.assert(
    fc.property(charges, lines, (how, wanted) => {
      const { lines: priced } = priceCart(how, wanted);
      for (const [at, line] of priced.entries()) {
        const base = times(wanted[at]!.unit, wanted[at]!.quantity).amount;
        const whole = BigInt(how.pricesIncludeTax ? MILLION + line.taxRate : MILLION);
        const error = line.tax.amount * whole - base * BigInt(line.taxRate);
        expect(2n * (error < 0n ? -error : error) <= whole).toBe(true);
        expect(priceCart(how, [wanted[at]!]).lines[0]).toEqual(line);
      }
    }),
  );
});

test("P33: four at 0.58 are 2.32, whatever the rate, and shipping is free from its limit on", () => {
  const how: Charges = {
    ...{ currency: "EUR", pricesIncludeTax: true, rateOf: () => 190_000, shippingRate: 190_000 },
    ...{ shippingFee: 490n, freeShippingFrom: 232n },
  };
  const wanted = { quantity: 4, unit: { amount: 58n, currency: "EUR" }, taxClass: "standard" };
  expect(priceCart(how, [wanted])).toMatchObject({
    total: { amount: 232n },
    tax: { amount: 37n },
    shipping: { amount: 0n },
  });
  expect(priceCart({ ...how, freeShippingFrom: 233n }, [wanted]).total.amount).toBe(722n);
});
