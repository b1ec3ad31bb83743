import { expect, test } from "vitest";
import { ttlCache } from "./ttl-cache.ts";

test("asks once while the answer is fresh, for each tenant, and again after a failure", async () => {
  const asked: string[] = [];
  let nowMs = 0;
  const kept = ttlCache(
    async (tenantId) => {
      asked.push(tenantId);
      if (tenantId === "broken") throw new Error("away");
      return asked.length;
    },
    { clock: { now: () => nowMs }, freshMs: 3_000 },
  );
  expect(await Promise.all([kept("a"), kept("a"), kept("b")])).toEqual([1, 1, 2]);
  nowMs = 2_999;
  expect(await kept("a")).toBe(1);
  nowMs = 3_000;
  expect(await kept("a")).toBe(3);
  await expect(kept("broken")).rejects.toThrow("away");
  await expect(kept("broken")).rejects.toThrow("away");
  expect(asked).toEqual(["a", "b", "a", "broken", "broken"]);
});
