import type { Hono } from "hono";
import { expositionOf, listenAdmin } from "./admin-server.ts";
import { type AppOptions, createApp } from "./app.ts";
import { type HttpServer, listen, type ListenOptions } from "./server.ts";

export interface ServiceServerOptions extends Omit<AppOptions, "health" | "withMetrics" | "corsOrigins"> {
  http: ListenOptions & { corsOrigins: readonly string[] };
  /** Where `/metrics` is; null for the public port. */
  adminPort: number | null;
}

/** What a REST service listens with: its routes, its health and its measurements. */
export interface ServiceServer {
  /**
   * `http://127.0.0.1:8082`, with the port really listened on.
   *
   * @throws Error before `start`
   */
  readonly url: string;
  /** Lets the service add its routes, then listens. */
  start(addRoutes: (app: Hono) => void): Promise<void>;
  /** Says in `/health/ready` that it goes, takes nothing new and lets requests in flight end. */
  drain(deadlineMs: number): Promise<void>;
  /** Cuts what is left; safe before `start` and after `drain`. */
  close(): Promise<void>;
}

export function createServiceServer(options: ServiceServerOptions): ServiceServer {
  const { http, adminPort, ...appOptions } = options;
  const { service, metrics, logger } = options;
  const health = { service, draining: false };
  let server: HttpServer | undefined;
  let admin: HttpServer | undefined;
  return {
    get url() {
      if (!server) throw new Error(`${service} has not started`);
      return server.url;
    },
    async start(addRoutes) {
      const withMetrics = adminPort === null;
      const app = createApp({ ...appOptions, health, withMetrics, corsOrigins: http.corsOrigins });
      addRoutes(app);
      server = await listen(app, http);
      if (adminPort !== null) admin = await listenAdmin(expositionOf(metrics), { host: http.host, port: adminPort });
      logger.info({ url: server.url }, "listening");
    },
    async drain(deadlineMs) {
      health.draining = true;
      await server?.close(deadlineMs);
    },
    async close() {
      await Promise.all([server?.close(0), admin?.close(0)]);
    },
  };
}
