import type { ServiceName } from "@chorus/contracts/services";
import { notFound } from "@chorus/kernel/app-error";
import type { Logger } from "@chorus/observability/logger";
import type { Metrics } from "@chorus/observability/metrics";
import type { Tracing } from "@chorus/observability/tracing";
import { Hono, type MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import { expositionOf, mountMetrics } from "./admin-server.ts";
import { mountDocuments } from "./documents/mount-documents.ts";
import { mountHealth, type HealthState } from "./health.ts";
import { answerNotFound, answerProblems } from "./problem.ts";
import { requestIdOf, withRequestId } from "./request-id.ts";
import { traceRequest } from "./trace-request.ts";

const PREFLIGHT_SECONDS = 600;

export interface AppOptions {
  service: ServiceName;
  logger: Logger;
  metrics: Metrics;
  /** Records requests; absent where nothing is. */
  tracing?: Tracing | undefined;
  health: HealthState;
  check: () => Promise<Record<string, string>>;
  /** The routes that this app answers; every other path is `not_found`. */
  serves?: (path: string) => boolean;
  /** Where two apps share one set of metrics; otherwise made from them. */
  duration?: RequestDurations;
  /** False where `/metrics` has a port of its own (admin-server.ts). */
  withMetrics: boolean;
  /** Origins of browsers that may call: the desk and the widget frame. */
  corsOrigins: readonly string[];
  /** Those of them that may send cookies; none by default. */
  credentialOrigins?: readonly string[] | undefined;
}

/** The base of every REST service: request ids, problems, CORS, metrics, health and documentation. */
export function createApp(options: AppOptions): Hono {
  const app = new Hono();
  app.use(withRequestId);
  app.use(measureRequests(options));
  app.use(withSecurityHeaders);
  app.use(async (http, next) => {
    if (options.serves?.(http.req.path) === false) throw notFound();
    await next();
  });
  app.use("/api/*", crossOrigin(options));
  app.onError(answerProblems(options.logger));
  app.notFound(answerNotFound);
  mountHealth(app, options.health, options.check);
  if (options.withMetrics) mountMetrics(app, expositionOf(options.metrics));
  mountDocuments(app, options.service);
  return app;
}

const HSTS = "max-age=31536000; includeSubDomains";

/** Answers are personal: they are not cached, their type is not sniffed, and they cannot be framed. */
const withSecurityHeaders: MiddlewareHandler = async (http, next) => {
  await next();
  const headers = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    // Browsers use it over TLS only.
    "strict-transport-security": HSTS,
  };
  for (const [name, value] of Object.entries(headers)) if (!http.res.headers.has(name)) http.header(name, value);
};

function crossOrigin({ corsOrigins, credentialOrigins = [] }: AppOptions): MiddlewareHandler {
  const options = {
    allowHeaders: ["authorization", "content-type", "idempotency-key", "x-request-id", "traceparent"],
    allowMethods: ["GET", "POST", "PUT", "PATCH", "DELETE"],
    exposeHeaders: ["x-request-id", "retry-after", "ratelimit", "ratelimit-policy"],
    maxAge: PREFLIGHT_SECONDS,
  };
  const plain = cors({ ...options, origin: [...corsOrigins] });
  const withCookies = cors({ ...options, origin: [...credentialOrigins], credentials: true });
  return (http, next) =>
    (credentialOrigins.includes(http.req.header("origin") ?? "") ? withCookies : plain)(http, next);
}

export type RequestDurations = ReturnType<typeof requestDurations>;

/** Rate, errors and duration by route template, never by raw path. */
export function requestDurations(metrics: Metrics) {
  return metrics.exemplarHistogram("chorus_http_request_duration_seconds", "Time to answer a request", [
    "method",
    "route",
    "status",
  ]);
}

function measureRequests({
  metrics,
  tracing,
  logger,
  duration = requestDurations(metrics),
}: AppOptions): MiddlewareHandler {
  return async (http, next) => {
    const startedAtMs = performance.now();
    const traceId = tracing && (await traceRequest(tracing, http, next));
    if (!tracing) await next();
    const labels = { method: http.req.method, route: http.req.routePath, status: String(http.res.status) };
    const durationMs = performance.now() - startedAtMs;
    if (logger.isLevelEnabled("debug"))
      logger.debug({ requestId: requestIdOf(http), ...labels, durationMs }, "request");
    duration.observe(labels, durationMs / 1_000, traceId);
  };
}
