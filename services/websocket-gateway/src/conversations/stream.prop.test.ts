import { toEventFrames } from "@chorus/contracts/bus/event-message";
import type { AudienceEvents } from "@chorus/contracts/routes/internal-chat";
import fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { SyncAnswer } from "../chat-service-client/chat-client.ts";
import { ConversationStream, type Joiner } from "./stream.ts";

/** A publication that the bus delivers, loses, repeats or delays; a gap that chat-service answers or not; time that passes. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("commit" as const), isPublished: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("publish" as const), fromEnd: fc.nat(6) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("wait" as const), durationMs: fc.nat(600) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("chat-service" as const), isAway: fc.boolean() }) },
);

const event = (seq: number) =>
  ({
    seq,
    publicSeq: seq,
    agentEvent: { seq, data: {} },
    customerEvent: { seq, data: {} },
  }) as unknown as AudienceEvents;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("whatever the bus loses, repeats and swaps, everybody gets every event once, in order, or a broken stream", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.nat(5), async (steps, startsAt) => {
      let head = startsAt;
      let isAway = false;
      let isBroken = false;
      const stream = new ConversationStream("tenant", "conversation", {
        publish: () => undefined,
        readGap: async ({ fromSeq, toSeq }) => {
          if (isAway) throw new Error("chat-service is away");
          const count = Math.max(0, Math.min(toSeq, head) - fromSeq + 1);
          return { events: Array.from({ length: count }, (_, index) => event(fromSeq + index)) };
        },
        now: () => Date.now(),
        broken: () => (isBroken = true),
        failed: () => undefined,
        peopleChanged: () => undefined,
      });
      const reader: Joiner = stream.addJoiner("agents");
      stream.recordSnapshot({
        headSeq: head,
        publicHeadSeq: head,
        customerId: "customer",
        conversation: { assignee: null },
      } as unknown as SyncAnswer);
      for (const now of steps) {
        if (now.do === "commit") {
          head += 1;
          if (now.isPublished) stream.take(toEventFrames(event(head)));
        } else if (now.do === "publish") {
          if (head - now.fromEnd > 0) stream.take(toEventFrames(event(head - now.fromEnd)));
        } else if (now.do === "wait") await vi.advanceTimersByTimeAsync(now.durationMs);
        else ({ isAway } = now);
      }
      isAway = false;
      // What the sweep of heads says, and time to fetch it.
      stream.recordHead({ seq: head, publicSeq: head });
      void stream.repair();
      await vi.advanceTimersByTimeAsync(1_000);
      const got = reader.missed.map(({ seq }) => seq);
      expect(got).toEqual(got.map((_seq, index) => startsAt + 1 + index));
      // A broken stream tells its readers to begin anew, so that nothing is missing there either.
      expect(isBroken || got.length === head - startsAt).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});
