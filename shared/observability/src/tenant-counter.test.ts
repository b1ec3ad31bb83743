import fc from "fast-check";
import { expect, test } from "vitest";
import { createMetrics } from "./metrics.ts";
import { createTenantCounter } from "./tenant-counter.ts";

const NAME = "chorus_test_total";

function counterOf(limit: number) {
  const metrics = createMetrics("test");
  const counter = createTenantCounter(metrics, NAME, "A test", limit);
  const scrape = async () => {
    const values = new Map<string, number>();
    for (const line of (await metrics.registry.metrics()).split("\n")) {
      const [, tenant, value] = /tenant="([^"]+)".* (\d+)$/.exec(line) ?? [];
      if (tenant !== undefined) values.set(tenant, Number(value));
    }
    return values;
  };
  return { counter, scrape, metrics };
}

test("the busiest get labels, the rest is together", async () => {
  const { counter, scrape } = counterOf(2);
  counter.inc("a", 5);
  counter.inc("b", 1);
  counter.inc("c", 3);
  expect(Object.fromEntries(await scrape())).toEqual({ a: 5, c: 3, other: 1 });
});

test("it is not there when nobody asked for it", async () => {
  const { counter, metrics } = counterOf(0);
  counter.inc("a");
  expect(await metrics.registry.metrics()).not.toContain(NAME);
});

test("no series falls while it is there, and nothing is lost but what silent tenants take with them", async () => {
  const step = fc.record({ tenant: fc.nat(6), by: fc.nat(9) });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(step)), async (scrapes) => {
      const { counter, scrape } = counterOf(3);
      let before = new Map<string, number>();
      let total = 0;
      for (const steps of scrapes) {
        for (const { tenant, by } of steps) counter.inc(`t${tenant}`, by);
        total += steps.reduce((sum, { by }) => sum + by, 0);
        const now = await scrape();
        for (const [tenant, value] of before) expect(now.get(tenant)).toBeGreaterThanOrEqual(value);
        expect([...now.values()].reduce((sum, value) => sum + value, 0)).toBe(total);
        expect(now.size).toBeLessThanOrEqual(4);
        before = now;
      }
    }),
  );
});
