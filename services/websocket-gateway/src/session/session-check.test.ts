import { describe, expect, it } from "vitest";
import { createSessionCheck } from "./session-check.ts";

const held = (tenantId: string, sessionId: string) =>
  ({ tenantId, sessionId, userId: `user of ${sessionId}`, role: "agent" }) as const;

/** A chat-service that answers when it is told to. */
function start(ended: readonly string[], maxPerCall = 1_000) {
  const calls: { tenantId: string; sessionIds: string[]; answer: (fail?: Error) => void }[] = [];
  const failures: unknown[] = [];
  const hasEnded = createSessionCheck({
    maxPerCall,
    endedSessions: (tenantId, sessions) =>
      new Promise((resolve, reject) => {
        const sessionIds = sessions.map(({ sessionId }) => sessionId);
        const answer = (fail?: Error) =>
          fail ? reject(fail) : resolve(sessionIds.filter((sessionId) => ended.includes(sessionId)));
        calls.push({ tenantId, sessionIds, answer });
      }),
    unavailable: (_what, error) => failures.push(error),
  });
  return { hasEnded, calls, failures };
}

describe("the session check", () => {
  it("asks at once, and those who come meanwhile share the next call", async () => {
    const { hasEnded, calls } = start(["b"]);
    const first = hasEnded(held("t", "a"));
    const later = ["b", "c", "d"].map((sessionId) => hasEnded(held("t", sessionId)));
    expect(calls.map(({ sessionIds }) => sessionIds)).toEqual([["a"]]);
    calls[0]?.answer();
    expect(await first).toBe(false);
    await expect.poll(() => calls.length).toBe(2);
    calls[1]?.answer();
    expect(await Promise.all(later)).toEqual([true, false, false]);
    expect(calls.map(({ sessionIds }) => sessionIds)).toEqual([["a"], ["b", "c", "d"]]);
  });

  it("lets no tenant wait for another, nor a call grow without end", async () => {
    const { hasEnded, calls } = start([], 2);
    const answers = ["a", "b", "c", "d"].map((sessionId) => hasEnded(held("t", sessionId)));
    const other = hasEnded(held("other", "x"));
    expect(calls.map(({ tenantId }) => tenantId)).toEqual(["t", "other"]);
    calls[1]?.answer();
    expect(await other).toBe(false);
    for (const index of [0, 2, 3]) {
      await expect.poll(() => calls.length).toBeGreaterThan(index);
      calls[index]?.answer();
    }
    expect(await Promise.all(answers)).toEqual([false, false, false, false]);
    expect(calls.map(({ sessionIds }) => sessionIds.length)).toEqual([1, 1, 2, 1]);
  });

  it("ends nobody's session while chat-service is away, and asks again for the next", async () => {
    const { hasEnded, calls, failures } = start(["a"]);
    const first = hasEnded(held("t", "a"));
    calls[0]?.answer(new Error("away"));
    expect(await first).toBe(false);
    expect(failures).toHaveLength(1);
    const second = hasEnded(held("t", "a"));
    await expect.poll(() => calls.length).toBe(2);
    calls[1]?.answer();
    expect(await second).toBe(true);
  });
});
