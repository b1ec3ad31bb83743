import type { AppendedRow } from "@chorus/database/append-events";
import { describe, expect, test } from "vitest";
import { samplePrincipal } from "../testing/sample-rows.ts";
import { refusalOf, resultOf } from "./append-result.ts";

const [desk, customer] = [samplePrincipal(), samplePrincipal({ role: "customer" })];
const at = new Date("2026-11-21T09:00:00.123Z");
const row = (fields: Partial<AppendedRow> = {}): AppendedRow => ({
  ...{ ordinal: 1, outcome: "appended", event_id: "m", seq: 12, public_seq: 9, head: 12, public_head: 9 },
  ...{ actor_name: "Ana", created_at: at },
  ...fields,
});

describe("what was stored", () => {
  test.each([
    ["the desk", desk, 12],
    ["a customer", customer, 9],
  ])("is told to %s in their numbering", (_, principal, seq) => {
    expect(resultOf(principal, row())).toEqual({
      ...{ ok: true, messageId: "m", seq, createdAt: "2026-11-21T09:00:00.123Z", duplicate: false },
    });
  });

  test("and a repeat as what it repeats", () => {
    expect(resultOf(desk, row({ outcome: "duplicate" }))).toMatchObject({ ok: true, seq: 12, duplicate: true });
  });

  test("never without a position: a customer is not told a number of the desk's", () => {
    expect(() => resultOf(customer, row({ public_seq: null }))).toThrow("appended without a position");
  });
});

describe("what was not", () => {
  test.each([
    ["the desk", desk, 12],
    ["a customer", customer, 9],
  ])("because somebody was faster comes to %s with the head in their numbering", (_, principal, headSeq) => {
    expect(resultOf(principal, row({ outcome: "conflict", seq: null, public_seq: null }))).toEqual({
      ok: false,
      error: { code: "conflict", message: "Somebody else has answered in the meantime.", headSeq },
    });
  });

  test("otherwise says nothing of the head", () => {
    expect(resultOf(desk, row({ outcome: "closed" }))).toEqual({
      ok: false,
      error: { code: "closed", message: "The conversation is closed: reopen it first." },
    });
  });

  test.each([
    ["invalid_reply", "invalid"],
    ["not_found", "not_found"],
    ["forbidden", "forbidden"],
    ["unavailable", "unavailable"],
    // Only the service itself knows it: it wakes the conversation and tries again.
    ["snoozed", "internal"],
  ] as const)("%s is %s outside", (outcome, code) => {
    expect(refusalOf(outcome).error.code).toBe(code);
  });
});
