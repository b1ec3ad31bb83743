import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { PersonPresence } from "./presence-feeds.ts";
import { createPresenceReader } from "./presence-reader.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const online = (userId: string): PersonPresence => ({ userId, status: "online", lastSeenAt: null });

function start(read?: () => Promise<PersonPresence[]>) {
  const calls: { tenantId: string; userIds: string[] | null }[] = [];
  const failures: unknown[] = [];
  const reader = createPresenceReader(
    (tenantId, userIds) => {
      calls.push({ tenantId, userIds });
      return read ? read() : Promise.resolve((userIds ?? ["everybody"]).filter((id) => id !== "nobody").map(online));
    },
    (_what, error) => failures.push(error),
  );
  return { reader, calls, failures };
}

describe("the presence reader", () => {
  it("asks once for all that is asked within a moment, and gives each their own", async () => {
    const { reader, calls } = start();
    const answers = [reader("t", ["a", "b"]), reader("t", ["b", "c"]), reader("t", ["nobody"])];
    await vi.advanceTimersByTimeAsync(20);
    expect(calls).toEqual([{ tenantId: "t", userIds: ["a", "b", "c", "nobody"] }]);
    expect(await Promise.all(answers)).toEqual([[online("a"), online("b")], [online("b"), online("c")], []]);
  });

  it("never mixes tenants", async () => {
    const { reader, calls } = start();
    const answers = Promise.all([reader("t", ["a"]), reader("other", ["a"])]);
    await vi.advanceTimersByTimeAsync(20);
    await answers;
    expect(calls.map(({ tenantId }) => tenantId)).toEqual(["t", "other"]);
  });

  it("asks for at most 200 people in one call", async () => {
    const { reader, calls } = start();
    const answers = Array.from({ length: 250 }, (_, index) => reader("t", [`person ${index}`]));
    await vi.advanceTimersByTimeAsync(20);
    expect((await Promise.all(answers)).flat()).toHaveLength(250);
    expect(calls.map(({ userIds }) => userIds?.length)).toEqual([200, 50]);
  });

  it("asks for all colleagues by itself, at once", async () => {
    const { reader, calls } = start();
    expect(await reader("t", null)).toEqual([online("everybody")]);
    expect(calls).toEqual([{ tenantId: "t", userIds: null }]);
  });

  it("knows of nobody while presence-service is away", async () => {
    const { reader, failures } = start(() => Promise.reject(new Error("away")));
    const answer = reader("t", ["a"]);
    await vi.advanceTimersByTimeAsync(20);
    expect(await answer).toEqual([]);
    expect(await reader("t", null)).toEqual([]);
    expect(failures).toHaveLength(2);
  });
});
