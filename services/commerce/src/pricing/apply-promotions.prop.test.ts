import { MAX_PRICE } from "@chorus/contracts/money";
import { sumOf, times, toWire } from "@chorus/kernel/money";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { PromotionRule } from "./apply-promotions.ts";
import { type Charges, priceCart, type Wanted } from "./price-cart.ts";

const EUR = "EUR";
const rates = { standard: 190_000, reduced: 70_000, none: 0, odd: 123_457 };
const charges = fc.record({
  currency: fc.constant(EUR),
  pricesIncludeTax: fc.boolean(),
  rateOf: fc.constant((taxClass: string) => rates[taxClass as keyof typeof rates]),
  shippingRate: fc.constantFrom(...Object.values(rates)),
  shippingFee: fc.bigInt({ min: 0n, max: 1_000n }),
  freeShippingFrom: fc.option(fc.bigInt({ min: 0n, max: 100_000n })),
}) satisfies fc.Arbitrary<Charges>;
/** Small prices, of which rounding shows, and the largest. */
const price = fc.oneof(fc.bigInt({ min: 0n, max: 300n }), fc.bigInt({ min: 0n, max: BigInt(MAX_PRICE) }));
const lines = fc.array(
  fc.record({
    quantity: fc.integer({ min: 1, max: 20 }),
    unit: fc.record({ amount: price, currency: fc.constant(EUR) }),
    taxClass: fc.constantFrom("standard", "reduced", "none", "odd"),
  }),
  { minLength: 1, maxLength: 8 },
);
const value = {
  percent: fc.bigInt({ min: 1n, max: 10_000n }),
  amount: fc.oneof(fc.bigInt({ min: 1n, max: 2_000n }), fc.bigInt({ min: 1n, max: BigInt(MAX_PRICE) })),
  free_shipping: fc.constant(0n),
};
const rule = fc.constantFrom("percent" as const, "amount" as const, "free_shipping" as const).chain((kind) =>
  fc.record({
    ...{ id: fc.uuid(), kind: fc.constant(kind), value: value[kind] },
    ...{ priority: fc.integer({ min: 0, max: 3 }), combines: fc.boolean() },
    // Of eight positions those that are covered.
    covers: fc.integer({ min: 0, max: 255 }).map((mask) => (at: number) => (mask & (1 << at)) !== 0),
  }),
) satisfies fc.Arbitrary<PromotionRule>;
const rules = fc.uniqueArray(rule, { maxLength: 6, selector: ({ id }) => id });

test("P34: shares add up to what is taken off, lines and shipping to the total, to the cent", () => {
  fc.assert(
    fc.property(charges, lines, rules, (how, wanted, given) => {
      const {
        lines: priced,
        taken,
        subtotal,
        discount,
        shipping,
        shippingTax,
        tax,
        total,
      } = priceCart(how, wanted, given);
      const offLines = taken.filter(({ kind }) => kind !== "free_shipping").map(({ amount }) => amount);
      expect(sumOf(EUR, offLines)).toEqual(discount);
      expect(
        sumOf(
          EUR,
          priced.map((line) => line.discount),
        ),
      ).toEqual(discount);
      expect(sumOf(EUR, [...priced.map((line) => line.tax), shippingTax])).toEqual(tax);
      const taxOnTop = how.pricesIncludeTax ? 0n : tax.amount;
      expect(total.amount).toBe(subtotal.amount - discount.amount + shipping.amount + taxOnTop);
      expect(() => toWire(total)).not.toThrow();
    }),
  );
});

test("P36, P37: no line, no shipping and no sum is ever below zero, whatever is taken off", () => {
  fc.assert(
    fc.property(charges, lines, rules, (how, wanted, given) => {
      const { lines: priced, taken, shipping, total } = priceCart(how, wanted, given);
      for (const [at, line] of priced.entries()) {
        expect(line.discount.amount).toBeGreaterThanOrEqual(0n);
        expect(line.discount.amount).toBeLessThanOrEqual(times(wanted[at]!.unit, wanted[at]!.quantity).amount);
        expect(line.tax.amount).toBeGreaterThanOrEqual(0n);
        expect(line.total.amount).toBeGreaterThanOrEqual(0n);
      }
      expect(shipping.amount).toBeGreaterThanOrEqual(0n);
      expect(total.amount).toBeGreaterThanOrEqual(0n);
      expect(taken.filter(({ kind }) => kind === "free_shipping").length).toBeLessThanOrEqual(1);
    }),
  );
});

test("P39: what takes nothing off is not named, and lines that no promotion is for cost what they cost", () => {
  fc.assert(
    fc.property(charges, lines, rules, (how, wanted, given) => {
      const { lines: priced, taken } = priceCart(how, wanted, given);
      const used = given.filter(({ id }) => taken.some(({ promotionId }) => promotionId === id));
      expect(taken.every(({ amount }) => amount.amount > 0n)).toBe(true);
      const untouched = priceCart(how, wanted).lines;
      const isTouched = (at: number) => used.some(({ kind, covers }) => kind !== "free_shipping" && covers(at));
      const others = [...priced.keys()].filter((at) => !isTouched(at));
      expect(others.map((at) => priced[at])).toEqual(others.map((at) => untouched[at]));
    }),
  );
});

test("in whatever order promotions are given, the same is taken off", () => {
  const shuffled = rules.chain((given) =>
    fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length, maxLength: given.length })),
  );
  fc.assert(
    fc.property(charges, lines, shuffled, (how, wanted, [given, moved]) => {
      expect(priceCart(how, wanted, moved)).toEqual(priceCart(how, wanted, given));
    }),
  );
});

test("one more promotion never makes it dearer where none combine, and none costs more than no promotion", () => {
  fc.assert(
    fc.property(charges, lines, rules, rule, (how, wanted, given, another) => {
      const alone = given.map((one) => ({ ...one, combines: false }));
      const before = priceCart(how, wanted, alone).total.amount;
      expect(priceCart(how, wanted, [...alone, { ...another, combines: false }]).total.amount <= before).toBe(true);
      expect(priceCart(how, wanted, given).total.amount <= priceCart(how, wanted).total.amount).toBe(true);
    }),
  );
});

test("what stands alone is taken when it is better for the customer than all that combine, and only then", () => {
  fc.assert(
    fc.property(charges, lines, rules, (how, wanted, given) => {
      const combined = given.filter(({ combines }) => combines);
      const sets = [[], combined, ...given.filter(({ combines }) => !combines).map((one) => [one])];
      const totals = sets.map((set) => priceCart(how, wanted, set).total.amount);
      const least = totals.reduce((one, other) => (other < one ? other : one));
      const { total, taken } = priceCart(how, wanted, given);
      expect(total.amount).toBe(least);
      const isAlone = taken.some(({ promotionId }) => given.find(({ id }) => id === promotionId)?.combines === false);
      expect(isAlone && taken.length > 1).toBe(false);
    }),
  );
});

test("more units of what it is for never make a promotion smaller", () => {
  fc.assert(
    fc.property(charges, lines, rule, fc.nat(), fc.integer({ min: 1, max: 50 }), (how, wanted, one, nth, more) => {
      const at = nth % wanted.length;
      const larger: Wanted[] = wanted.with(at, { ...wanted[at]!, quantity: wanted[at]!.quantity + more });
      const isGoods = one.kind !== "free_shipping";
      const [before, after] = [wanted, larger].map((goods) => priceCart(how, goods, [one]).discount.amount);
      expect(isGoods ? before! <= after! : before === after).toBe(true);
    }),
  );
});

test("10 % of 99.99 are 10.00; 10.00 off three at 3.34, 3.33 and 3.33 leaves nothing; 1.00 off those is shared 34, 33, 33", () => {
  const how: Charges = {
    ...{ currency: EUR, pricesIncludeTax: true, rateOf: () => 190_000, shippingRate: 190_000 },
    ...{ shippingFee: 490n, freeShippingFrom: null },
  };
  const goods = (...amounts: bigint[]): Wanted[] =>
    amounts.map((amount) => ({ quantity: 1, unit: { amount, currency: EUR }, taxClass: "standard" }));
  const promotion = (kind: PromotionRule["kind"], of: bigint, id = "a"): PromotionRule => ({
    ...{ id, kind, value: of, priority: 0, combines: true, covers: () => true },
  });
  const tenth = priceCart(how, goods(9_999n), [promotion("percent", 1_000n)]);
  expect(tenth).toMatchObject({ discount: { amount: 1_000n }, total: { amount: 8_999n + 490n } });
  // 89.99 with 19 % in it.
  expect(tenth.lines[0]).toMatchObject({ tax: { amount: 1_437n }, total: { amount: 8_999n } });
  const three = goods(334n, 333n, 333n);
  expect(priceCart(how, three, [promotion("amount", 1_000n)]).total.amount).toBe(490n);
  const shares = priceCart(how, three, [promotion("amount", 100n)]).lines.map(({ discount }) => discount.amount);
  expect(shares).toEqual([34n, 33n, 33n]);
  const both = priceCart(how, three, [promotion("free_shipping", 0n), promotion("free_shipping", 0n, "b")]);
  expect(both).toMatchObject({ shipping: { amount: 0n }, discount: { amount: 0n }, total: { amount: 1_000n } });
  expect(both.taken).toEqual([{ promotionId: "a", kind: "free_shipping", amount: { amount: 490n, currency: EUR } }]);
});
