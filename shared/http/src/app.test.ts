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

it("answers are for one person: not kept, not framed, not guessed at; cookies are taken from the desk only", async () => {
  const app = createApp({
    service: "chat-service",
    logger: createLogger({ service: "test", level: "silent", pretty: false }),
    metrics: createMetrics("test"),
    health: { service: "test", draining: false },
    check: async () => ({}),
    withMetrics: false,
    corsOrigins: ["https://desk.test", "https://widget.test"],
    credentialOrigins: ["https://desk.test"],
  });
  app.get("/api/v1/anything", (http) => http.json({}));
  const headersFor = async (path: string, origin: string) => (await app.request(path, { headers: { origin } })).headers;
  for (const path of ["/api/v1/anything", "/api/v1/nothing", "/livez"]) {
    expect(Object.fromEntries(await headersFor(path, "https://desk.test"))).toMatchObject({
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "strict-transport-security": expect.stringContaining("max-age="),
    });
  }
  const allowed = async (origin: string) => {
    const headers = await headersFor("/api/v1/anything", origin);
    return [headers.get("access-control-allow-origin"), headers.get("access-control-allow-credentials")];
  };
  expect(await allowed("https://desk.test")).toEqual(["https://desk.test", "true"]);
  expect(await allowed("https://widget.test")).toEqual(["https://widget.test", null]);
  expect(await allowed("https://evil.test")).toEqual([null, null]);
  expect((await headersFor("/docs", "x")).get("content-security-policy")).toContain("script-src 'self'");
});

it.each([
  ["Command timed out", 503, "unavailable"],
  ["Connection is closed.", 503, "unavailable"],
  ["something nobody expected", 500, "internal"],
])("an error of Redis that says %j is answered %i", async (message, status, code) => {
  const app = createApp({
    service: "presence-service",
    logger: createLogger({ service: "test", level: "silent", pretty: false }),
    metrics: createMetrics("test"),
    health: { service: "test", draining: false },
    check: async () => ({}),
    withMetrics: false,
    corsOrigins: [],
  });
  app.get("/api/v1/anything", () => {
    throw new Error(message);
  });
  const answer = await app.request("/api/v1/anything");
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([status, code]);
});
