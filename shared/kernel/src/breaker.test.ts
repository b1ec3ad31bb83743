import { expect, test } from "vitest";
import { createBreaker } from "./breaker.ts";

const OPTIONS = { failures: 5, openMs: 30_000 };

test("five failures in a row open it; one at a time tries again every half minute; a success closes it", () => {
  let nowMs = 0;
  const breaker = createBreaker({ now: () => nowMs }, OPTIONS);
  for (let failure = 0; failure < 4; failure += 1) breaker.failed();
  expect(breaker.openUntilMs()).toBeNull();
  breaker.failed();
  expect(breaker.openUntilMs()).toBe(30_000);
  nowMs = 30_000;
  expect(breaker.openUntilMs()).toBeNull();
  expect(breaker.openUntilMs()).toBe(60_000);
  breaker.failed();
  nowMs = 60_000;
  expect(breaker.openUntilMs()).toBeNull();
  breaker.succeeded();
  expect(breaker.openUntilMs()).toBeNull();
  expect(breaker.openUntilMs()).toBeNull();
});

test("a success in between starts the count again", () => {
  const breaker = createBreaker({ now: () => 0 }, OPTIONS);
  for (let failure = 0; failure < 4; failure += 1) breaker.failed();
  breaker.succeeded();
  breaker.failed();
  expect(breaker.openUntilMs()).toBeNull();
});
