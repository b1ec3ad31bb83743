import { describe, expect, test } from "vitest";
import { type CountedMinute, TenantMinutes } from "./tenant-minutes.ts";

const MINUTE_MS = 60_000;
const START_MS = 1_000 * MINUTE_MS;

function createMinutes(options: { maxTenants?: number; maxMinutes?: number } = {}) {
  const recorded: CountedMinute[] = [];
  const broken = { isBroken: false };
  const minutes = new TenantMinutes({
    boundsMs: [10, 100],
    ...{ maxTenants: 10, maxMinutes: 3, ...options },
    async record(minute) {
      if (broken.isBroken) throw new Error("away");
      recorded.push(minute);
    },
  });
  return { minutes, recorded, broken };
}

describe("a tenant's minutes", () => {
  test("are counted by bucket, whose bounds belong to them, with failures at the end", async () => {
    const { minutes, recorded } = createMinutes();
    for (const durationMs of [0, 10, 11, 100, 101, 9_999]) minutes.took("a", durationMs, START_MS + 5);
    minutes.failed("b", START_MS + 6);
    await minutes.handOver(START_MS + MINUTE_MS);
    const tenants = [
      { tenantId: "a", numbers: [2, 2, 2, 0] },
      { tenantId: "b", numbers: [0, 0, 0, 1] },
    ];
    expect(recorded).toEqual([{ startMs: START_MS, tenants }]);
  });

  test("are handed over once, when they are over, also when nothing follows", async () => {
    const { minutes, recorded } = createMinutes();
    minutes.took("a", 1, START_MS);
    await minutes.handOver(START_MS + MINUTE_MS - 1);
    expect(recorded).toEqual([]);
    await minutes.handOver(START_MS + MINUTE_MS);
    await minutes.handOver(START_MS + 5 * MINUTE_MS);
    expect(recorded).toHaveLength(1);
  });

  test("end with the first message of the next one", async () => {
    const { minutes, recorded } = createMinutes();
    minutes.took("a", 1, START_MS + MINUTE_MS - 1);
    minutes.took("a", 1, START_MS + MINUTE_MS);
    await minutes.handOverAll(START_MS + MINUTE_MS + 1);
    expect(recorded.map(({ startMs, tenants }) => [startMs, tenants[0]?.numbers])).toEqual([
      [START_MS, [1, 0, 0, 0]],
      [START_MS + MINUTE_MS, [1, 0, 0, 0]],
    ]);
  });

  test("are handed over once, also when the end comes while that is under way", async () => {
    const { minutes, recorded } = createMinutes();
    minutes.took("a", 1, START_MS);
    const nowMs = START_MS + MINUTE_MS;
    await Promise.all([minutes.handOver(nowMs), minutes.handOverAll(nowMs), minutes.handOver(nowMs)]);
    expect(recorded).toHaveLength(1);
  });

  test("wait while nobody takes them, and come again unchanged after a pause", async () => {
    const { minutes, recorded, broken } = createMinutes();
    broken.isBroken = true;
    minutes.took("a", 1, START_MS);
    await expect(minutes.handOver(START_MS + MINUTE_MS)).rejects.toThrow("away");
    broken.isBroken = false;
    await minutes.handOver(START_MS + MINUTE_MS + 1_000);
    expect(recorded).toEqual([]);
    await minutes.handOver(START_MS + MINUTE_MS + 10_000);
    expect(recorded).toEqual([{ startMs: START_MS, tenants: [{ tenantId: "a", numbers: [1, 0, 0, 0] }] }]);
  });

  test("are as many as there is room for: the oldest go first", async () => {
    const { minutes, recorded, broken } = createMinutes({ maxMinutes: 2 });
    broken.isBroken = true;
    for (let minute = 0; minute < 5; minute += 1) minutes.took("a", 1, START_MS + minute * MINUTE_MS);
    await expect(minutes.handOver(START_MS + 5 * MINUTE_MS)).rejects.toThrow("away");
    broken.isBroken = false;
    await minutes.handOver(START_MS + 6 * MINUTE_MS);
    expect(recorded.map(({ startMs }) => (startMs - START_MS) / MINUTE_MS)).toEqual([3, 4]);
  });

  test("have room for so many tenants, those that came first; the next minute begins anew", async () => {
    const { minutes, recorded } = createMinutes({ maxTenants: 2 });
    for (const tenant of ["a", "b", "c", "a"]) minutes.took(tenant, 1, START_MS);
    minutes.took("c", 1, START_MS + MINUTE_MS);
    await minutes.handOverAll(START_MS + MINUTE_MS);
    expect(recorded.map(({ tenants }) => tenants.map(({ tenantId, numbers }) => [tenantId, numbers[0]]))).toEqual([
      [
        ["a", 2],
        ["b", 1],
      ],
      [["c", 1]],
    ]);
  });
});
