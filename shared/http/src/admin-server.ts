import type { Metrics } from "@chorus/observability/metrics";
import { Hono } from "hono";
import { listen, type HttpServer } from "./server.ts";

/** How a service answers `/metrics`, in Prometheus' text format. */
export interface Exposition {
  readonly contentType: string;
  read(): Promise<string>;
}

export function expositionOf({ registry }: Metrics): Exposition {
  return { contentType: registry.contentType, read: () => registry.metrics() };
}

/**
 * `/metrics` on a port of its own, which no proxy publishes: outside development the public port must not reveal how busy each
 * tenant is.
 */
export function listenAdmin(exposition: Exposition, options: { host: string; port: number }): Promise<HttpServer> {
  const app = new Hono();
  app.notFound((http) => http.text("Only /metrics is here.\n", 404));
  mountMetrics(app, exposition);
  return listen(app, options);
}

export function mountMetrics(app: Hono, exposition: Exposition): void {
  app.get("/metrics", async (http) => {
    http.header("content-type", exposition.contentType);
    return http.body(await exposition.read());
  });
}
