import type { LeasedConnection } from "@chorus/contracts/routes/presence";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ReadySession } from "../session/session.ts";
import { createLeaseRenewal } from "./lease-renewal.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const session = (id: string) =>
  ({
    connection: { id },
    identity: { principal: { tenantId: "t", userId: `user of ${id}`, role: "agent", sessionId: "s" } },
  }) as ReadySession;

const idsOf = (leases: readonly LeasedConnection[]) => leases.map(({ connectionId }) => connectionId);

/** A presence-service that notes its calls; `answer` decides what becomes of each. */
function start(answer: () => Promise<void> = () => Promise.resolve()) {
  const calls: string[] = [];
  const failures: unknown[] = [];
  const connected: string[] = [];
  const keeper = createLeaseRenewal({
    all: () => connected.map((id) => ({ connectionId: id, tenantId: "t", userId: "u", role: "agent" })),
    renew: (leases) => (calls.push(`all ${idsOf(leases).join()}`), answer()),
    change: (opened, closed) => (calls.push(`+${idsOf(opened).join()} -${idsOf(closed).join()}`), answer()),
    unavailable: (_what, error) => failures.push(error),
  });
  return { keeper, calls, failures, connected };
}

describe("the lease keeper", () => {
  it("gathers what comes and goes for a moment, then tells it in one call", async () => {
    const { keeper, calls } = start();
    keeper.opened(session("a"));
    keeper.opened(session("b"));
    keeper.closed(session("c"));
    expect(calls).toEqual([]);
    await vi.advanceTimersByTimeAsync(100);
    expect(calls).toEqual(["+a,b -c"]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(calls).toHaveLength(1);
  });

  it("says nothing of who came and went in the same moment", async () => {
    const { keeper, calls } = start();
    keeper.opened(session("a"));
    keeper.closed(session("a"));
    await vi.advanceTimersByTimeAsync(100);
    expect(calls).toEqual([]);
  });

  it("leaves to the full state what was gathered before it", async () => {
    const { keeper, calls, connected } = start();
    keeper.opened(session("a"));
    connected.push("a");
    await keeper.renew();
    await vi.advanceTimersByTimeAsync(100);
    expect(calls).toEqual(["all a"]);
  });

  it("makes one call at a time, so that an older state never arrives after a newer one", async () => {
    const waiting: (() => void)[] = [];
    const { keeper, calls, connected } = start(() => new Promise((resolve) => waiting.push(resolve)));
    connected.push("a");
    const renewed = keeper.renew();
    await vi.advanceTimersByTimeAsync(0);
    keeper.closed(session("a"));
    const flushed = keeper.flush();
    await vi.advanceTimersByTimeAsync(500);
    expect(calls).toEqual(["all a"]);
    waiting.shift()?.();
    await renewed;
    await vi.advanceTimersByTimeAsync(0);
    expect(calls).toEqual(["all a", "+ -a"]);
    waiting.shift()?.();
    await flushed;
  });

  it("goes on after a call that failed; the next full state heals it", async () => {
    let isAway = true;
    const { keeper, calls, failures, connected } = start(() =>
      isAway ? Promise.reject(new Error("away")) : Promise.resolve(),
    );
    keeper.opened(session("a"));
    await vi.advanceTimersByTimeAsync(100);
    expect(failures).toHaveLength(1);
    isAway = false;
    connected.push("a");
    await keeper.renew();
    expect(calls).toEqual(["+a -", "all a"]);
    expect(failures).toHaveLength(1);
  });
});
