import { describe, expect, test } from "vitest";
import { effectivePreferences } from "@chorus/contracts/entities/effective-preferences";
import { decide, ESCALATE_MS, type Facts } from "./decide.ts";

const START = Date.parse("2026-11-21T12:00:00Z");
const GRACE_MS = 60_000;

function facts(given: Partial<Facts> = {}): Facts {
  return {
    event: "message.unread",
    nowMs: START + GRACE_MS,
    sinceMs: START,
    obsolete: null,
    presence: "away",
    preferences: effectivePreferences("customer", {}, {}),
    reachable: new Set(["email"]),
    notified: new Set(),
    closedUntilMs: null,
    graceMs: GRACE_MS,
    ...given,
  };
}

describe("a customer who has gone", () => {
  test("is mailed when the grace is over, and not a moment earlier", () => {
    expect(decide(facts())).toEqual({ do: "send", channels: ["email"], nextMs: null });
    expect(decide(facts({ nowMs: START + GRACE_MS - 1 }))).toMatchObject({ do: "wait", untilMs: START + GRACE_MS });
  });

  test("hears nothing of what was read meanwhile", () => {
    expect(decide(facts({ obsolete: "read" }))).toEqual({ do: "drop", reason: "read" });
  });

  test("is not mailed while here, but looked after", () => {
    const decision = decide(facts({ presence: "here" }));
    expect(decision).toMatchObject({ do: "wait", reason: "they are here and can see it" });
    expect(decision.do === "wait" && decision.untilMs - START).toBeGreaterThan(GRACE_MS);
  });

  test("whose presence nobody knows is taken for away", () => {
    expect(decide(facts({ presence: "unknown" })).do).toBe("send");
  });

  test("without any address is left alone", () => {
    expect(decide(facts({ reachable: new Set() }))).toEqual({
      do: "drop",
      reason: "no channel is both chosen and known",
    });
  });

  test("is never told who works on the question", () => {
    expect(decide(facts({ event: "conversation.assigned" })).do).toBe("drop");
  });
});

describe("escalation", () => {
  const all = facts({
    preferences: effectivePreferences("customer", { events: { "message.unread": { sms: true } } }, {}),
    reachable: new Set(["push", "email", "sms"]),
  });

  test("goes from push over mail to a text message, one at a time", () => {
    const first = decide(all);
    expect(first).toEqual({ do: "send", channels: ["push"], nextMs: START + GRACE_MS + ESCALATE_MS });
    const second = decide({ ...all, notified: new Set(["push"]), nowMs: START + GRACE_MS + ESCALATE_MS });
    expect(second).toMatchObject({ do: "send", channels: ["email"] });
    const nextMs = second.do === "send" ? (second.nextMs ?? 0) : 0;
    expect(decide({ ...all, notified: new Set(["push", "email"]), nowMs: nextMs })).toEqual({
      do: "send",
      channels: ["sms"],
      nextMs: null,
    });
  });

  test("ends with reading", () => {
    expect(decide({ ...all, notified: new Set(["push"]), obsolete: "read" }).do).toBe("drop");
  });

  test("ends when everything was tried", () => {
    const decision = decide({ ...all, notified: new Set(["push", "email", "sms"]), nowMs: START + 99 * ESCALATE_MS });
    expect(decision).toEqual({ do: "drop", reason: "told on every channel that was chosen" });
  });
});

describe("the desk", () => {
  const assigned = facts({
    event: "conversation.assigned",
    nowMs: START,
    preferences: effectivePreferences("user", {}, {}),
    reachable: new Set(["in_app", "email"]),
  });

  test("shows an assignment at once and mails it to who has not looked", () => {
    expect(decide(assigned)).toEqual({ do: "send", channels: ["in_app"], nextMs: START + GRACE_MS });
    const later = decide({ ...assigned, notified: new Set(["in_app"]), nowMs: START + GRACE_MS });
    expect(later).toEqual({ do: "send", channels: ["email"], nextMs: null });
  });

  test("is quiet in quiet hours, but for what is silent anyway", () => {
    const preferences = effectivePreferences(
      "user",
      {},
      { quietHours: { from: "12:30", to: "07:00", timeZone: "Europe/Berlin" } },
    );
    expect(decide({ ...assigned, preferences })).toMatchObject({ do: "send", channels: ["in_app"] });
    const later = decide({ ...assigned, preferences, notified: new Set(["in_app"]), nowMs: START + GRACE_MS });
    expect(later).toEqual({ do: "wait", untilMs: Date.parse("2026-11-22T06:00:00Z"), reason: "quiet hours" });
  });

  test("is not mailed while the tenant is closed", () => {
    const closedUntilMs = START + 3_600_000;
    const later = decide({ ...assigned, closedUntilMs, notified: new Set(["in_app"]), nowMs: START + GRACE_MS });
    expect(later).toEqual({ do: "wait", untilMs: closedUntilMs, reason: "outside business hours" });
  });
});

test("one's own choice counts more than the tenant's, and the tenant's more than ours", () => {
  const tenant = { events: { "message.unread": { email: false, sms: true } } };
  expect(effectivePreferences("customer", tenant, {}).events["message.unread"]).toMatchObject({
    email: false,
    sms: true,
    push: true,
  });
  const mine = { events: { "message.unread": { email: true } }, quietHours: null };
  const quietHours = { from: "22:00", to: "07:00", timeZone: "UTC" };
  expect(effectivePreferences("customer", { ...tenant, quietHours }, mine)).toMatchObject({
    events: { "message.unread": { email: true, sms: true } },
    quietHours: null,
  });
  expect(effectivePreferences("user", {}, {}).language).toBe("en");
  expect(effectivePreferences("user", { language: "de" }, {}).language).toBe("de");
  expect(effectivePreferences("user", { language: "de" }, { language: "es" }).language).toBe("es");
});
