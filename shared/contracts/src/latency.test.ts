import { describe, expect, test } from "vitest";
import { ACK_PROMISE, LATENCY_BOUNDS_MS, LATENCY_NUMBERS, latencyFigures, percentileMs } from "./latency.ts";

/** Numbers of a tenant with so many messages in the buckets that end at these bounds. */
function numbersOf(messages: Partial<Record<number, number>>, failed = 0): number[] {
  const buckets = [...LATENCY_BOUNDS_MS, Infinity].map((bound) => messages[bound] ?? 0);
  return [...buckets, failed];
}

describe("figures of a tenant", () => {
  test("nothing was sent", () => {
    const nothing = { messages: 0, failed: 0, p50Ms: null, p95Ms: null, p99Ms: null, slowShare: null };
    expect(latencyFigures(numbersOf({}))).toMatchObject(nothing);
  });

  test("messages are spread evenly within their bucket", () => {
    expect(latencyFigures(numbersOf({ 20: 100 }))).toMatchObject({
      messages: 100,
      p50Ms: 15,
      p95Ms: 19.5,
      p99Ms: 19.9,
    });
  });

  test("what was not acknowledged is no message, and has no time", () => {
    expect(latencyFigures(numbersOf({ 5: 2 }, 7))).toMatchObject({ messages: 2, failed: 7, p50Ms: 3.5 });
  });

  test("the share over the promise is exact, because the promise is a bound", () => {
    expect(LATENCY_BOUNDS_MS).toContain(ACK_PROMISE.withinMs);
    expect(latencyFigures(numbersOf({ 250: 97, 500: 2, [Infinity]: 1 })).slowShare).toBe(0.03);
  });

  test("beyond the last bound only that bound is known", () => {
    expect(percentileMs(numbersOf({ [Infinity]: 3 }).slice(0, -1), 0.5)).toBe(5_000);
  });

  test("there is one bucket more than bounds, and one number for failures", () => {
    expect(numbersOf({})).toHaveLength(LATENCY_NUMBERS);
  });
});
