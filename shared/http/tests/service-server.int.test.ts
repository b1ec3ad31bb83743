import { createLogger } from "@chorus/observability/logger";
import { createMetrics } from "@chorus/observability/metrics";
import { request } from "node:http";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { createServiceServer } from "../src/service-server.ts";

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return port;
}

/** The status with which a link is opened, or refused; null when the connection is closed. */
function openLink(base: string): Promise<number | null | undefined> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(base);
    const asked = request({ method: "CONNECT", hostname, port, path: "chorus-link:1", agent: false });
    asked.on("connect", (response, socket) => {
      socket.destroy();
      resolve(response.statusCode);
    });
    asked.on("error", () => resolve(null));
    asked.end();
  });
}

async function serve(adminPort: number | null) {
  const server = createServiceServer({
    service: "chat-service",
    logger: createLogger({ service: "test", level: "silent", pretty: false }),
    metrics: createMetrics("test"),
    check: async () => ({}),
    http: { host: "127.0.0.1", port: 0, corsOrigins: [] },
    adminPort,
  });
  await server.start((app) => {
    app.get("/api/v1/thing", (http) => http.json({}));
    app.post("/internal/v1/thing", (http) => http.json({}));
    app.get("/.well-known/jwks.json", (http) => http.json({ keys: [] }));
    app.get("/internal/v1/link", (http) => http.body(null, 204));
    return { call: async ({ route }) => ({ status: 200, body: { route } }) };
  });
  return server;
}

const statusOf = async (base: string, path: string) =>
  (await fetch(base + path, { method: path.startsWith("/internal") ? "POST" : "GET" })).status;

it("with an admin port, internal routes and measurements are there and nowhere else", async () => {
  const adminPort = await freePort();
  const server = await serve(adminPort);
  const admin = `http://127.0.0.1:${adminPort}`;
  const hidden = ["/internal/v1/thing", "/internal", "/internal/v1/nothing", "/metrics"];
  for (const path of hidden) expect(await statusOf(server.url, path), path).toBe(404);
  for (const path of ["/api/v1/thing", "/livez", "/.well-known/jwks.json"])
    expect(await statusOf(server.url, path), path).toBe(200);
  for (const path of ["/internal/v1/thing", "/metrics", "/livez", "/readyz", "/.well-known/jwks.json"])
    expect(await statusOf(admin, path), path).toBe(200);
  for (const path of ["/api/v1/thing", "/docs", "/api/v1/openapi.json"])
    expect(await statusOf(admin, path), path).toBe(404);
  expect([await openLink(server.url), await openLink(admin)]).toEqual([null, 200]);
  await server.close();
});

it("without one everything is on the public port, as in development", async () => {
  const server = await serve(null);
  for (const path of ["/api/v1/thing", "/internal/v1/thing", "/metrics"])
    expect(await statusOf(server.url, path)).toBe(200);
  expect(await openLink(server.url)).toBe(200);
  await server.close();
});
