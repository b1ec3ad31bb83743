import { expect, test } from "vitest";
import { retryDelayMs } from "./backoff.ts";

const backoff = { firstMs: 5_000, longestMs: 60_000 };

test.each([
  { attempts: 1, random: 1, delayMs: 5_000 },
  { attempts: 1, random: 0, delayMs: 2_500 },
  { attempts: 3, random: 1, delayMs: 20_000 },
  { attempts: 5, random: 1, delayMs: 60_000 },
  { attempts: 5_000, random: 0, delayMs: 30_000 },
])("after $attempts attempts, at $random: $delayMs ms", ({ attempts, random, delayMs }) => {
  expect(retryDelayMs(backoff, attempts, random)).toBe(delayMs);
});
