import { describe, expect, it } from "vitest";
import { createSessionCheck, type CheckedSession } from "./session-check.ts";

const session = (tenantId: string, sessionId: string): CheckedSession => ({
  tenantId,
  sessionId,
  userId: `user of ${sessionId}`,
  role: "agent",
});

/** A chat-service that answers when it is told to. */
function start(ended: readonly string[], { maxPerCall = 1_000, tenantActive = true } = {}) {
  const calls: { tenantId: string; sessionIds: string[]; answer: (fail?: Error) => void }[] = [];
  const check = createSessionCheck(
    (tenantId, sessions) =>
      new Promise((resolve, reject) => {
        const sessionIds = sessions.map(({ sessionId }) => sessionId);
        const endedSessionIds = sessionIds.filter((sessionId) => ended.includes(sessionId));
        const answer = (fail?: Error) => (fail ? reject(fail) : resolve({ endedSessionIds, tenantActive }));
        calls.push({ tenantId, sessionIds, answer });
      }),
    maxPerCall,
  );
  return { check, calls };
}

describe("the session check", () => {
  it("asks at once, and those who come meanwhile share the next call", async () => {
    const { check, calls } = start(["b"]);
    const first = check(session("t", "a"));
    const later = ["b", "c", "d"].map((sessionId) => check(session("t", sessionId)));
    expect(calls.map(({ sessionIds }) => sessionIds)).toEqual([["a"]]);
    calls[0]?.answer();
    expect(await first).toBe("live");
    await expect.poll(() => calls.length).toBe(2);
    calls[1]?.answer();
    expect(await Promise.all(later)).toEqual(["ended", "live", "live"]);
    expect(calls.map(({ sessionIds }) => sessionIds)).toEqual([["a"], ["b", "c", "d"]]);
  });

  it("lets no tenant wait for another, nor a call grow without end", async () => {
    const { check, calls } = start([], { maxPerCall: 2 });
    const answers = ["a", "b", "c", "d"].map((sessionId) => check(session("t", sessionId)));
    const other = check(session("other", "x"));
    expect(calls.map(({ tenantId }) => tenantId)).toEqual(["t", "other"]);
    calls[1]?.answer();
    expect(await other).toBe("live");
    for (const index of [0, 2, 3]) {
      await expect.poll(() => calls.length).toBeGreaterThan(index);
      calls[index]?.answer();
    }
    expect(await Promise.all(answers)).toEqual(["live", "live", "live", "live"]);
    expect(calls.map(({ sessionIds }) => sessionIds.length)).toEqual([1, 1, 2, 1]);
  });

  it("says of a suspended tenant that it is, whatever the session", async () => {
    const { check, calls } = start(["a"], { tenantActive: false });
    const answer = check(session("t", "a"));
    calls[0]?.answer();
    expect(await answer).toBe("suspended");
  });

  it("fails for those who asked while chat-service is away, and asks again for the next", async () => {
    const { check, calls } = start(["a"]);
    const first = check(session("t", "a"));
    calls[0]?.answer(new Error("away"));
    await expect(first).rejects.toThrow("away");
    const second = check(session("t", "a"));
    await expect.poll(() => calls.length).toBe(2);
    calls[1]?.answer();
    expect(await second).toBe("ended");
  });
});
