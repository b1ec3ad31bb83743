import { asyncApiDocument } from "@chorus/contracts/documents/asyncapi";
import { openApiDocument } from "@chorus/contracts/documents/openapi";
import type { Health } from "@chorus/contracts/routes/health";
import { expositionOf, type Exposition } from "@chorus/http/admin-server";
import { cachedFor, readiness } from "@chorus/http/health";
import type { GatewayContext } from "../context.ts";
import { SERVICE } from "../logger.ts";
import type { HttpReply, HttpRoute } from "../transport/transport.ts";
import { referencePage } from "./reference-page.ts";

const READY_CACHE_MS = 1_000;

function json(body: object, status = 200): HttpReply {
  return { status, contentType: "application/json", body: JSON.stringify(body) };
}

function mostBuffered({ sessions }: GatewayContext): number {
  let most = 0;
  for (const { connection } of sessions.all()) most = Math.max(most, connection.bufferedBytes());
  return most;
}

/** The metrics for Prometheus, with current figures. */
export function exposition(context: GatewayContext): Exposition {
  const { contentType, read } = expositionOf(context.metrics);
  return {
    contentType,
    read() {
      context.events.measured({
        connections: context.sessions.size,
        conversations: context.streams.size,
        waitingSends: context.appends.waiting(),
        channels: context.hub.channelCount(),
        mostBufferedBytes: mostBuffered(context),
      });
      return read();
    },
  };
}

function metricsRoute({ contentType, read }: Exposition): HttpRoute {
  return { path: "/metrics", answer: async () => ({ status: 200, contentType, body: await read() }) };
}

/** The standard routes of every service, over the gateway's own transport. */
export function httpRoutes(context: GatewayContext, check: () => Promise<Record<string, string>>): HttpRoute[] {
  const cachedCheck = cachedFor(READY_CACHE_MS, check);
  const openApi = openApiDocument(SERVICE);
  const asyncApi = asyncApiDocument();
  return [
    { path: "/livez", answer: () => json({ status: "ok", service: SERVICE, checks: {} } satisfies Health) },
    {
      path: "/readyz",
      async answer() {
        const health = await readiness(context.state, cachedCheck);
        return json(health, health.status === "ok" ? 200 : 503);
      },
    },
    ...(context.config.adminPort === null ? [metricsRoute(exposition(context))] : []),
    { path: "/api/v1/openapi.json", answer: () => json(openApi) },
    { path: "/api/v1/asyncapi.json", answer: () => json(asyncApi) },
    {
      path: "/docs",
      answer: () => ({
        status: 200,
        contentType: "text/html; charset=utf-8",
        body: referencePage(asyncApi),
        policy: "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
      }),
    },
  ];
}
