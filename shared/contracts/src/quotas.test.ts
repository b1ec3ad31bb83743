import { expect, test } from "vitest";
import { isNearEnd, periodEndMs, periodOf, usedShare, warnedPeriodOf } from "./quotas.ts";

const at = (iso: string) => Date.parse(iso);
const endOf = (...of: Parameters<typeof periodEndMs>) => new Date(periodEndMs(...of) ?? 0).toISOString();

test("a period begins again with its minute, day and month, in UTC", () => {
  const nowMs = at("2026-12-31T23:59:59.999Z");
  expect([periodOf("sends_per_minute", nowMs), endOf("sends_per_minute", nowMs)]).toEqual([
    "2026-12-31T23:59",
    "2027-01-01T00:00:00.000Z",
  ]);
  expect([periodOf("mails_per_day", nowMs), endOf("mails_per_day", nowMs)]).toEqual([
    "2026-12-31",
    "2027-01-01T00:00:00.000Z",
  ]);
  expect([periodOf("model_tokens_per_month", at("2028-02-01T00:00:00.000Z"))]).toEqual(["2028-02"]);
  expect(endOf("model_tokens_per_month", at("2028-02-29T12:00:00.000Z"))).toBe("2028-03-01T00:00:00.000Z");
});

test("what is there now has no end", () => {
  expect([periodOf("stored_bytes", 0), periodEndMs("stored_bytes", 0)]).toEqual(["always", null]);
});

test("from 80 % on it is near its end; what nobody can count is not", () => {
  const near = [79, 80, 100, 120, null].map((used) => isNearEnd({ used, amount: 100 }));
  expect(near).toEqual([false, true, true, true, false]);
  expect(isNearEnd({ used: 0, amount: 0 })).toBe(false);
});

test("a mail warns once a day of what begins again within it, else once a month", () => {
  const nowMs = at("2026-12-31T23:59:59.999Z");
  expect((["sends_per_minute", "mails_per_day"] as const).map((quota) => warnedPeriodOf(quota, nowMs))).toEqual([
    "2026-12-31",
    "2026-12-31",
  ]);
  expect(
    (["sockets", "stored_bytes", "model_tokens_per_month"] as const).map((quota) => warnedPeriodOf(quota, nowMs)),
  ).toEqual(["2026-12", "2026-12", "2026-12"]);
});

test("any use of what is off is all of it", () => {
  expect([usedShare({ used: 0, amount: 0 }), usedShare({ used: 5, amount: 0 })]).toEqual([0, 1]);
  expect([usedShare({ used: 5, amount: 20 }), usedShare({ used: null, amount: 20 })]).toEqual([0.25, 0]);
});
