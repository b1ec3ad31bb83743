import { expect, test } from "vitest";
import { createMetrics, Histogram, Registry } from "./metrics.ts";

const BUCKETS = [0.1, 1];

function expose(observed: readonly number[]) {
  const metrics = createMetrics("test");
  const fixed = metrics.fixedHistogram({
    ...{ name: "chorus_test_seconds", help: "A test", label: "kind", values: ["a"], buckets: BUCKETS },
  });
  for (const seconds of observed) fixed.observe("a", seconds);
  return metrics.registry.metrics();
}

/** Labels have no order. */
const sorted = (exposition: string) =>
  exposition.replaceAll(/\{(.*)\}/g, (_, labels: string) => `{${labels.split(",").toSorted().join(",")}}`);

test("it is exposed as prom-client exposes its own", async () => {
  const observed = [0.05, 0.1, 0.5, 7];
  const registry = new Registry();
  registry.setDefaultLabels({ service: "test" });
  const own = new Histogram({
    ...{ name: "chorus_test_seconds", help: "A test", labelNames: ["kind"], buckets: BUCKETS, registers: [registry] },
  });
  for (const seconds of observed) own.observe({ kind: "a" }, seconds);
  expect(sorted(await expose(observed))).toBe(sorted(await registry.metrics()));
});

test("series are there before anything was observed, so that rates begin at zero", async () => {
  expect(await expose([])).toContain('chorus_test_seconds_count{kind="a",service="test"} 0');
});
