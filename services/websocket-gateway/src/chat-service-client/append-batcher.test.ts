import type { AppendItem, AppendResult } from "@chorus/contracts/routes/internal-chat";
import { AppError } from "@chorus/kernel/app-error";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createAppendBatcher } from "./append-batcher.ts";

interface Call {
  tenantId: string;
  bodies: string[];
  conversations: string[];
  finish: () => void;
  fail: (error: Error) => void;
}

function item(conversationId: string, body: string, tenantId = "t1"): AppendItem {
  return {
    principal: { tenantId, userId: "u", role: "agent", sessionId: "s" },
    conversationId,
    clientMessageId: `${conversationId}/${body}`,
    body,
    kind: "text",
  };
}

const stored = (given: AppendItem): AppendResult => ({
  ok: true,
  messageId: given.clientMessageId,
  seq: 1,
  createdAt: "2026-11-21T09:00:00.000Z",
  duplicate: false,
});

function setUp(gather: (run: () => void) => void = (run) => run()) {
  const calls: Call[] = [];
  const batcher = createAppendBatcher({
    now: () => Date.now(),
    gather,
    append: (tenantId, items) =>
      new Promise((resolve, reject) => {
        calls.push({
          tenantId,
          bodies: items.map(({ body }) => body),
          conversations: [...new Set(items.map(({ conversationId }) => conversationId))],
          finish: () => resolve(items.map(stored)),
          fail: reject,
        });
      }),
  });
  return { calls, batcher };
}

const settled = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("append batches", () => {
  it("sends the first at once", () => {
    const { calls, batcher } = setUp();
    void batcher.append(item("a", "1"));
    expect(calls).toHaveLength(1);
  });

  it("joins what is read in one turn of the event loop", async () => {
    const { calls, batcher } = setUp(setImmediate);
    void batcher.append(item("a", "1"));
    void batcher.append(item("b", "1"));
    expect(calls).toHaveLength(0);
    await settled();
    expect(calls.map(({ conversations }) => conversations)).toEqual([["a", "b"]]);
  });

  it("joins what arrives while a call is out", async () => {
    const { calls, batcher } = setUp();
    void batcher.append(item("a", "1"));
    for (const name of ["b", "c", "d"]) void batcher.append(item(name, "1"));
    calls[0]?.finish();
    await settled();
    expect(calls[1]?.conversations).toEqual(["b", "c", "d"]);
  });

  it("does not wait for a call that hangs, and never has more than 8 out", async () => {
    const { calls, batcher } = setUp();
    for (let index = 0; index < 12; index += 1) {
      void batcher.append(item(`c${index}`, "1"));
      await vi.advanceTimersByTimeAsync(300);
    }
    expect(calls).toHaveLength(8);
    calls[3]?.finish();
    await settled();
    expect(calls).toHaveLength(9);
    expect(calls[8]?.conversations).toEqual(["c8", "c9", "c10", "c11"]);
  });

  it("waits the longer for a return the more calls are out", async () => {
    const { calls, batcher } = setUp();
    const startedAfterMs: number[] = [];
    const atMs = Date.now();
    for (let ms = 0; ms < 40; ms += 1) {
      void batcher.append(item(`c${ms}`, "1"));
      if (calls.length > startedAfterMs.length) startedAfterMs.push(Date.now() - atMs);
      await vi.advanceTimersByTimeAsync(1);
      if (calls.length > startedAfterMs.length) startedAfterMs.push(Date.now() - atMs);
    }
    expect(startedAfterMs).toEqual([0, 4, 12, 28]);
  });

  it("has one call per conversation, in order", async () => {
    const { calls, batcher } = setUp();
    void batcher.append(item("a", "1"));
    void batcher.append(item("a", "2"));
    void batcher.append(item("b", "1"));
    void batcher.append(item("a", "3"));
    await vi.advanceTimersByTimeAsync(10);
    expect(calls.map(({ conversations }) => conversations)).toEqual([["a"], ["b"]]);
    calls[0]?.finish();
    await settled();
    expect(calls[2]?.bodies).toEqual(["2", "3"]);
  });

  it("takes turns: a busy conversation does not fill the batch", async () => {
    const { calls, batcher } = setUp();
    void batcher.append(item("first", "0"));
    for (let index = 0; index < 100; index += 1) void batcher.append(item("busy", String(index)));
    void batcher.append(item("quiet", "x"));
    calls[0]?.finish();
    await settled();
    expect(calls[1]?.bodies).toHaveLength(64);
    expect(calls[1]?.bodies.slice(0, 3)).toEqual(["0", "x", "1"]);
    // The rest of the busy one waits for its call.
    await vi.advanceTimersByTimeAsync(10);
    expect(calls).toHaveLength(2);
    calls[1]?.finish();
    await settled();
    expect(calls[2]?.bodies).toHaveLength(37);
    expect(calls[2]?.bodies[0]).toBe("63");
  });

  it("keeps tenants apart", () => {
    const { calls, batcher } = setUp();
    void batcher.append(item("a", "1", "t1"));
    void batcher.append(item("b", "1", "t2"));
    expect(calls.map(({ tenantId }) => tenantId)).toEqual(["t1", "t2"]);
  });

  it("repeats a failed batch item by item, and keeps the order within a conversation", async () => {
    const { calls, batcher } = setUp();
    void batcher.append(item("first", "0"));
    const results = [item("a", "1"), item("a", "2"), item("b", "1")].map((given) =>
      batcher.append(given).then(
        () => "stored",
        (error: AppError) => error.code,
      ),
    );
    calls[0]?.finish();
    await settled();
    calls[1]?.fail(new AppError("unavailable"));
    await settled();
    expect(calls.slice(2).map(({ bodies, conversations }) => [conversations[0], ...bodies])).toEqual([
      ["a", "1"],
      ["b", "1"],
    ]);
    calls[2]?.fail(new AppError("unavailable"));
    calls[3]?.finish();
    await settled();
    // The second of "a" must not overtake the first, which its author will send again.
    expect(await Promise.all(results)).toEqual(["unavailable", "unavailable", "stored"]);
    expect(calls).toHaveLength(4);
  });

  it("is idle only when nothing waits and nothing is out", async () => {
    const { calls, batcher } = setUp();
    await batcher.idle();
    void batcher.append(item("a", "1"));
    let isIdle = false;
    void batcher.idle().then(() => (isIdle = true));
    await settled();
    expect(isIdle).toBe(false);
    calls[0]?.finish();
    await settled();
    expect(isIdle).toBe(true);
  });

  it("refuses when too much waits", async () => {
    const batcher = createAppendBatcher({
      now: () => 0,
      append: () => new Promise(() => undefined),
      maxWaitingPerTenant: 1,
      gather: (run) => run(),
    });
    void batcher.append(item("a", "1"));
    void batcher.append(item("a", "2"));
    await expect(batcher.append(item("a", "3"))).rejects.toMatchObject({ code: "unavailable" });
  });
});
