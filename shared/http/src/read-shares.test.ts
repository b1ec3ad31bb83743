import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createReadShares } from "./read-shares.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function scene() {
  const shares = createReadShares();
  const running = new Map<string, number>();
  /** Reads that never end. */
  const read = (tenantId: string, role: "agent" | "customer", userId: string, network = "192.0.2.1") =>
    shares(
      { tenantId, role, userId },
      () => network,
      () => {
        running.set(userId, (running.get(userId) ?? 0) + 1);
        return new Promise<never>(() => undefined);
      },
    );
  const flood = (count: number, ...reader: Parameters<typeof read>) =>
    Array.from({ length: count }, () => read(...reader).catch((error: unknown) => error));
  return { shares, running, flood };
}

test("customers who flood leave places for other networks, for the desk and for other tenants", async () => {
  const { running, flood } = scene();
  for (const visitor of ["v1", "v2", "v3", "v4", "v5"]) void flood(14, "a", "customer", visitor);
  void flood(1, "a", "customer", "elsewhere", "198.51.100.7");
  void flood(4, "a", "agent", "owner");
  void flood(2, "b", "customer", "stranger");
  expect(Object.fromEntries(running)).toEqual({ v1: 2, v2: 1, elsewhere: 1, owner: 4, stranger: 2 });
});

test("a desk that opens many pages at once waits a moment and is not refused; API keys are of the desk", async () => {
  const { running, flood } = scene();
  const refusals: unknown[] = [];
  for (const answer of [...flood(64, "a", "agent", "owner"), ...flood(64, "a", "agent", "key")])
    void answer.then((refusal) => refusals.push(refusal));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(Object.fromEntries(running)).toEqual({ owner: 4, key: 4 });
  expect(refusals).toEqual([]);
});

test("who waits too long is told whose share is used up", async () => {
  const { flood } = scene();
  const [, , own] = flood(3, "a", "customer", "v1");
  void flood(1, "a", "customer", "v2");
  const [neighbour] = flood(1, "a", "customer", "v3");
  void flood(1, "a", "customer", "v4", "198.51.100.7");
  const [innocent] = flood(1, "a", "customer", "v5", "203.0.113.9");
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await own).toMatchObject({ code: "rate_limited", detail: expect.stringMatching(/^You are reading/) });
  expect(await neighbour).toMatchObject({ code: "rate_limited", detail: expect.stringMatching(/your network/) });
  expect(await innocent).toMatchObject({ code: "rate_limited", detail: expect.stringMatching(/^Very many .* here/) });
});

test("strangers of one network share a count", async () => {
  const { shares } = scene();
  let running = 0;
  const read = (network: string) =>
    void shares(
      null,
      () => network,
      () => {
        running += 1;
        return new Promise<never>(() => undefined);
      },
    ).catch(() => undefined);
  for (let count = 0; count < 20; count += 1) read("192.0.2.1");
  expect(running).toBe(3);
  read("198.51.100.7");
  expect(running).toBe(4);
});
