import { createMetrics } from "@chorus/observability/metrics";
import { expect, it } from "vitest";
import { expositionOf, listenAdmin } from "../src/admin-server.ts";

it("answers /metrics in Prometheus' format, and nothing else", async () => {
  const metrics = createMetrics("test");
  metrics.counter("chorus_test_total", "A counter").inc();
  const admin = await listenAdmin(expositionOf(metrics), { host: "127.0.0.1", port: 0 });
  try {
    const answer = await fetch(`${admin.url}/metrics`);
    expect(answer.headers.get("content-type")).toContain("text/plain");
    expect(await answer.text()).toContain('chorus_test_total{service="test"} 1');
    expect((await fetch(`${admin.url}/readyz`)).status).toBe(404);
  } finally {
    await admin.close(0);
  }
});
