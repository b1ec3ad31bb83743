import { CURRENCY_DECIMALS } from "@chorus/contracts/money";
import fc from "fast-check";
import { expect, test } from "vitest";
import { add, allocate, formatMoney, moneyOf, parseMoney, ratioOf, subtract, sumOf, times, toWire } from "./money.ts";

const RUNS = 100_000;
const currency = fc.constantFrom(...CURRENCY_DECIMALS.keys());
const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
const money = fc.record({ amount, currency });
const weight = fc.oneof(fc.constantFrom(0n, 1n, 2n), fc.bigInt({ min: 0n, max: 10n ** 12n }));
const weights = fc.array(weight, { minLength: 1, maxLength: 20 });
const euros = (cents: bigint) => ({ amount: cents, currency: "EUR" });

test("P34: shares add up to what was shared, whatever the weights", () => {
  fc.assert(
    fc.property(money, weights, (whole, parts) => {
      const shares = allocate(whole, parts);
      expect(shares).toHaveLength(parts.length);
      expect(sumOf(whole.currency, shares)).toEqual(whole);
    }),
    { numRuns: RUNS },
  );
});

test("P34: no share is a minor unit or more away from its exact part, has another sign, or comes without a weight", () => {
  fc.assert(
    fc.property(money, weights, (whole, parts) => {
      const total = parts.reduce((sum, part) => sum + part, 0n);
      fc.pre(total > 0n);
      for (const [index, share] of allocate(whole, parts).entries()) {
        const error = share.amount * total - whole.amount * parts[index]!;
        expect(error < total && -error < total).toBe(true);
        expect(share.amount * whole.amount >= 0n).toBe(true);
        expect(parts[index] === 0n && share.amount !== 0n).toBe(false);
      }
    }),
  );
});

test("P30: shares of the units of a line, taken in any order, end exactly at the whole", () => {
  fc.assert(
    fc.property(amount, fc.integer({ min: 1, max: 50 }), fc.nat(), (cents, units, seed) => {
      const shares = allocate(
        euros(cents),
        Array.from({ length: units }, () => 1n),
      );
      const from = seed % units;
      const order = [...shares.slice(from), ...shares.slice(0, from)];
      const left = order.reduce((rest, share) => subtract(rest, share), euros(cents));
      expect(left.amount).toBe(0n);
    }),
  );
});

test("P44: every currency survives being written and read, and its JSON", () => {
  fc.assert(
    fc.property(money, (some) => {
      expect(parseMoney(formatMoney(some), some.currency)).toEqual(some);
      expect(moneyOf(JSON.parse(JSON.stringify(toWire(some))))).toEqual(some);
    }),
    { numRuns: RUNS },
  );
});

test("P29: adding and taking away again leaves what was there", () => {
  fc.assert(
    fc.property(amount, amount, (one, other) => {
      expect(subtract(add(euros(one), euros(other)), euros(other))).toEqual(euros(one));
    }),
  );
});

test("a ratio is at most half a minor unit off, a half is rounded away from zero, and a sign changes nothing else", () => {
  fc.assert(
    fc.property(amount, fc.bigInt({ min: 0n, max: 10n ** 7n }), (cents, millionths) => {
      const part = ratioOf(euros(cents), millionths, 1_000_000n).amount;
      const error = part * 1_000_000n - cents * millionths;
      expect(2n * (error < 0n ? -error : error) <= 1_000_000n).toBe(true);
      expect(ratioOf(euros(-cents), millionths, 1_000_000n).amount).toBe(-part);
    }),
  );
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), (half) => {
      expect(ratioOf(euros(2n * half + 1n), 1n, 2n)).toEqual(euros(half + 1n));
    }),
  );
});

test("so many times as much is as often added", () => {
  fc.assert(
    fc.property(amount, fc.integer({ min: 0, max: 30 }), (cents, count) => {
      const added = sumOf(
        "EUR",
        Array.from({ length: count }, () => euros(cents)),
      );
      expect(times(euros(cents), count)).toEqual(added);
    }),
  );
});
