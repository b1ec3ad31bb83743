import { effectivePreferences } from "@chorus/contracts/entities/effective-preferences";
import {
  CHOSEN_CHANNELS,
  CHOSEN_EVENTS,
  type ChosenChannel,
} from "@chorus/contracts/entities/notification-preferences";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decide, type Facts } from "./decide.ts";

const START = Date.parse("2026-11-21T12:00:00Z");
const HOUR_MS = 60 * 60_000;
const MAX_STEPS = 2_000;

const anyTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hours, minutes]) => `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`);

const anyCase = fc.record({
  event: fc.constantFrom(...CHOSEN_EVENTS),
  recipient: fc.constantFrom("user" as const, "customer" as const),
  choices: fc.dictionary(fc.constantFrom(...CHOSEN_CHANNELS), fc.boolean()),
  reachable: fc.uniqueArray(fc.constantFrom(...CHOSEN_CHANNELS)),
  quietHours: fc.option(
    fc.record({ from: anyTime, to: anyTime, timeZone: fc.constantFrom("UTC", "Europe/Berlin", "Asia/Kathmandu") }),
  ),
  leavesAfterMs: fc.integer({ min: 0, max: 3 * HOUR_MS }),
  readsAfterMs: fc.option(fc.integer({ min: 0, max: 12 * HOUR_MS })),
  opensAfterMs: fc.option(fc.integer({ min: 0, max: 72 * HOUR_MS })),
});

test("whatever is chosen and whenever they look: nothing twice on one way, nothing after reading, and it always ends", () => {
  fc.assert(
    fc.property(anyCase, ({ event, recipient, choices, reachable, quietHours, ...times }) => {
      const preferences = effectivePreferences(recipient, {}, { events: { [event]: choices }, quietHours });
      const notified = new Set<ChosenChannel>();
      let nowMs = START;
      for (let step = 0; step < MAX_STEPS; step += 1) {
        const passedMs = nowMs - START;
        const isRead = times.readsAfterMs !== null && passedMs >= times.readsAfterMs;
        const facts: Facts = {
          ...{ event, nowMs, sinceMs: START, preferences, notified, graceMs: 60_000 },
          reachable: new Set(reachable),
          obsolete: isRead ? "read" : null,
          presence: passedMs < times.leavesAfterMs ? "here" : "away",
          closedUntilMs:
            times.opensAfterMs !== null && passedMs < times.opensAfterMs ? START + times.opensAfterMs : null,
        };
        const decision = decide(facts);
        if (decision.do === "drop") return;
        const sent = decision.do === "send" ? decision.channels : null;
        expect(sent).not.toEqual([]);
        expect(isRead && sent !== null).toBe(false);
        for (const channel of sent ?? []) {
          expect(notified.has(channel)).toBe(false);
          expect(preferences.events[event][channel] && reachable.includes(channel)).toBe(true);
          expect(channel === "in_app" || facts.presence === "away").toBe(true);
          notified.add(channel);
        }
        const nextMs = decision.do === "wait" ? decision.untilMs : decision.nextMs;
        if (nextMs === null) return;
        expect(nextMs).toBeGreaterThan(nowMs);
        nowMs = nextMs;
      }
      throw new Error("it does not end");
    }),
    { numRuns: 100 },
  );
});
