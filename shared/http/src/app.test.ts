import { createLogger } from "@chorus/observability/logger";
import { createMetrics } from "@chorus/observability/metrics";
import { expect, it } from "vitest";
import { createApp } from "./app.ts";

it.each([
  { withMetrics: true, status: 200 },
  { withMetrics: false, status: 404 },
])("answers /metrics on the public port only where it belongs there: $withMetrics", async ({ withMetrics, status }) => {
  const app = createApp({
    service: "chat-service",
    logger: createLogger({ service: "test", level: "silent", pretty: false }),
    metrics: createMetrics("test"),
    health: { service: "test", draining: false },
    check: async () => ({}),
    withMetrics,
    corsOrigins: [],
  });
  expect((await app.request("/metrics")).status).toBe(status);
});
