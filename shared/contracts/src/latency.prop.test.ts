import fc from "fast-check";
import { expect, test } from "vitest";
import { addCounts, LATENCY_BOUNDS_MS, latencyFigures, LATENCY_NUMBERS, percentileMs } from "./latency.ts";

const BOUNDS = [...LATENCY_BOUNDS_MS, Infinity];
const numbers = fc.array(fc.oneof(fc.constant(0), fc.nat(100_000)), {
  minLength: LATENCY_NUMBERS,
  maxLength: LATENCY_NUMBERS,
});
const share = fc.double({ min: 0, max: 1, noNaN: true });
const durations = fc.array(fc.integer({ min: 0, max: 8_000 }), { minLength: 1, maxLength: 200 });

/** As a recorder counts. */
function bucketsOf(times: readonly number[]): number[] {
  return BOUNDS.map((bound, index) => times.filter((ms) => ms <= bound && ms > (BOUNDS[index - 1] ?? -1)).length);
}

test("a larger share never takes less time", () => {
  fc.assert(
    fc.property(numbers, share, share, (some, one, other) => {
      const buckets = some.slice(0, -1);
      const [small, large] = [Math.min(one, other), Math.max(one, other)];
      const [first, second] = [percentileMs(buckets, small), percentileMs(buckets, large)];
      expect(first === null).toBe(second === null);
      expect(first ?? 0).toBeLessThanOrEqual((second ?? 0) + 1e-9);
    }),
  );
});

test("a percentile lies in the bucket of the message of that rank", () => {
  fc.assert(
    fc.property(durations, share, (times, part) => {
      const sorted = times.toSorted((one, other) => one - other);
      const exact = sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0;
      const index = BOUNDS.findIndex((bound) => exact <= bound);
      const found = percentileMs(bucketsOf(times), part) ?? -1;
      expect(found).toBeGreaterThanOrEqual(BOUNDS[index - 1] ?? 0);
      expect(found).toBeLessThanOrEqual(BOUNDS[index] ?? 0);
    }),
  );
});

test("figures of two that were added are those of all their messages", () => {
  fc.assert(
    fc.property(durations, durations, (one, other) => {
      const together = addCounts(bucketsOf(one), bucketsOf(other));
      expect(together).toEqual(bucketsOf([...one, ...other]));
      expect(latencyFigures([...together, 0])).toEqual(latencyFigures([...bucketsOf([...one, ...other]), 0]));
    }),
  );
});

test("in whichever order they are added", () => {
  fc.assert(
    fc.property(numbers, numbers, numbers, (one, two, three) => {
      expect(addCounts(addCounts(one, two), three)).toEqual(addCounts(one, addCounts(two, three)));
      expect(addCounts(one, two)).toEqual(addCounts(two, one));
    }),
  );
});
