import { afterEach, expect, test, vi } from "vitest";
import { safeLocks } from "./safe-locks.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function withLocks(request: (name: string, run: () => Promise<unknown>) => Promise<unknown>): void {
  vi.stubGlobal("navigator", { locks: { request } });
}

function counted() {
  const work = vi.fn<() => Promise<string>>(async () => "done");
  return { work, answer: safeLocks().alone("name", work) };
}

test("the work is done under the lock", async () => {
  const names: string[] = [];
  withLocks((name, run) => {
    names.push(name);
    return run();
  });
  expect(await counted().answer).toBe("done");
  expect(names).toEqual(["name"]);
});

test("where locks are denied it is done without", async () => {
  withLocks(() => Promise.reject(new DOMException("The request was denied.", "SecurityError")));
  const { work, answer } = counted();
  expect(await answer).toBe("done");
  expect(work).toHaveBeenCalledOnce();
});

test("what the work throws is thrown, and it is not done again", async () => {
  withLocks((_, run) => run());
  const work = vi.fn<() => Promise<never>>(() => Promise.reject(new Error("offline")));
  await expect(safeLocks().alone("name", work)).rejects.toThrow("offline");
  expect(work).toHaveBeenCalledOnce();
});

test("a lock that is not given for ten seconds is not waited for, and the work is done once", async () => {
  vi.useFakeTimers();
  const held: (() => Promise<unknown>)[] = [];
  withLocks((_, run) => new Promise((resolve) => held.push(() => run().then(resolve))));
  const { work, answer } = counted();
  await vi.advanceTimersByTimeAsync(9_999);
  expect(work).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(await answer).toBe("done");
  await held[0]?.();
  expect(work).toHaveBeenCalledOnce();
});
