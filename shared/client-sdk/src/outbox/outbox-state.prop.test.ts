import fc from "fast-check";
import { expect, test } from "vitest";
import {
  acknowledge,
  connectionLost,
  dropApplied,
  enqueue,
  markInFlight,
  type OutboxState,
  refuse,
  sendable,
  unanswered,
} from "./outbox-state.ts";
import type { OutgoingMessage } from "./outgoing-message.ts";

const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("write" as const), conversation: fc.integer({ min: 0, max: 2 }) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("send" as const), arrives: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("ack" as const), pick: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("lose connection" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("time out" as const), pick: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("rate limit" as const), pick: fc.nat(9) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("event" as const), conversation: fc.integer({ min: 0, max: 2 }) }),
  },
);

/** Stores the same clientMessageId once and gives it the same place ever after, as chat-service does. */
class ModelServer {
  readonly logs = new Map<string, string[]>();

  store(message: OutgoingMessage): number {
    const log = this.logs.get(message.conversationId) ?? [];
    this.logs.set(message.conversationId, log);
    if (!log.includes(message.clientMessageId)) log.push(message.clientMessageId);
    return log.indexOf(message.clientMessageId) + 1;
  }
}

function outgoing(number: number, conversation: number): OutgoingMessage {
  return {
    clientMessageId: `m${number}`,
    conversationId: `c${conversation}`,
    body: "hello",
    kind: "text",
    replyToSeq: null,
    createdAt: "2026-11-21T09:00:00.000Z",
    status: "pending",
    error: null,
    seq: null,
  };
}

test("whatever is lost on the way, every message is stored once, in the order of writing, and leaves the outbox", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const server = new ModelServer();
      const written = new Map<string, string[]>();
      let state: OutboxState = [];
      let nowMs = 0;
      let count = 0;
      const inFlight = (pick: number) => {
        const flying = state.filter((entry) => entry.isInFlight);
        return flying[pick % Math.max(1, flying.length)]?.message;
      };
      const sendAll = (arrives: boolean) => {
        for (const message of sendable(state, nowMs)) {
          state = markInFlight(state, message.clientMessageId);
          if (arrives) server.store(message);
        }
      };
      const showLog = (conversationId: string) => {
        const log = server.logs.get(conversationId) ?? [];
        state = dropApplied(state, conversationId, log.length, new Set(log));
      };
      for (const now of steps) {
        nowMs += 100;
        if (now.do === "write") {
          count += 1;
          const message = outgoing(count, now.conversation);
          written.set(message.conversationId, [
            ...(written.get(message.conversationId) ?? []),
            message.clientMessageId,
          ]);
          state = enqueue(state, message);
        } else if (now.do === "send") sendAll(now.arrives);
        else if (now.do === "lose connection") state = connectionLost(state);
        else if (now.do === "event") showLog(`c${now.conversation}`);
        else {
          const message = inFlight(now.pick);
          if (!message) continue;
          if (now.do === "ack") state = acknowledge(state, message.clientMessageId, server.store(message));
          else if (now.do === "time out") state = unanswered(state, message.clientMessageId);
          else {
            const refusal = { code: "rate_limited" as const, detail: "", retryable: true, retryMs: 250 };
            state = refuse(state, message.clientMessageId, refusal, nowMs, 0);
          }
        }
        // No loss: what is not in the server's log is still here, waiting.
        for (const [conversationId, ids] of written) {
          const stored = server.logs.get(conversationId) ?? [];
          const waiting = state
            .filter((entry) => entry.message.status === "pending")
            .map((entry) => entry.message.clientMessageId);
          expect(ids.every((id) => stored.includes(id) || waiting.includes(id))).toBe(true);
        }
      }
      state = connectionLost(state);
      for (let round = 0; round <= count; round += 1) {
        nowMs += 60_000;
        for (const message of sendable(state, nowMs)) {
          state = acknowledge(
            markInFlight(state, message.clientMessageId),
            message.clientMessageId,
            server.store(message),
          );
        }
      }
      for (const conversationId of written.keys()) showLog(conversationId);
      expect(state).toEqual([]);
      expect(Object.fromEntries(server.logs)).toEqual(Object.fromEntries(written));
    }),
    { numRuns: 2_000 },
  );
});

/** The gateway's rule (rate-gate.ts): over the limit it says when to come back, and whoever comes earlier is soon put out. */
class ModelGate {
  tokens = 4;
  refusedUntilMs = 0;
  readonly perSecond: number;

  constructor(perSecond: number) {
    this.perSecond = perSecond;
  }

  take(): "pass" | number {
    if (this.tokens >= 1) {
      this.tokens -= 1;
      return "pass";
    }
    return Math.ceil(((1 - this.tokens) * 1_000) / this.perSecond);
  }
}

const anyLine = fc.record({
  perSecond: fc.integer({ min: 1, max: 20 }),
  delayMs: fc.integer({ min: 0, max: 300 }),
  written: fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 40 }),
});

test("however much is unsent in however many conversations, all of it goes out and the gateway never puts its author out", () => {
  fc.assert(
    fc.property(anyLine, ({ perSecond, delayMs, written }) => {
      const TICK_MS = 10;
      const gate = new ModelGate(perSecond);
      let state: OutboxState = [];
      for (const [index, conversation] of written.entries()) state = enqueue(state, outgoing(index, conversation));
      const onTheWay: { atMs: number; arrive: (nowMs: number) => void }[] = [];
      const strikesAtMs: number[] = [];
      let stored = 0;
      const answer = (nowMs: number, apply: (nowMs: number) => void) =>
        onTheWay.push({ atMs: nowMs + delayMs, arrive: apply });
      const arrives = (message: OutgoingMessage, nowMs: number) => {
        const verdict = gate.take();
        if (verdict === "pass") {
          stored += 1;
          const seq = stored;
          answer(nowMs, () => {
            state = acknowledge(state, message.clientMessageId, seq);
            state = dropApplied(state, message.conversationId, seq, new Set([message.clientMessageId]));
          });
          return;
        }
        if (nowMs < gate.refusedUntilMs) strikesAtMs.push(nowMs);
        gate.refusedUntilMs = nowMs + verdict;
        const refusal = { code: "rate_limited" as const, detail: "", retryable: true, retryMs: verdict };
        answer(nowMs, (at) => (state = refuse(state, message.clientMessageId, refusal, at, 0)));
      };
      for (let nowMs = 0; state.length > 0; nowMs += TICK_MS) {
        expect(nowMs).toBeLessThan(120_000);
        gate.tokens = Math.min(4, gate.tokens + (perSecond * TICK_MS) / 1_000);
        for (const packet of onTheWay.filter(({ atMs }) => atMs <= nowMs)) {
          onTheWay.splice(onTheWay.indexOf(packet), 1);
          packet.arrive(nowMs);
        }
        for (const message of sendable(state, nowMs)) {
          state = markInFlight(state, message.clientMessageId);
          onTheWay.push({ atMs: nowMs + delayMs, arrive: (at) => arrives(message, at) });
        }
      }
      expect(stored).toBe(written.length);
      const inTenSeconds = strikesAtMs.map(
        (atMs) => strikesAtMs.filter((other) => other >= atMs && other < atMs + 10_000).length,
      );
      expect(Math.max(0, ...inTenSeconds)).toBeLessThan(3);
    }),
    { numRuns: 1_000 },
  );
});
