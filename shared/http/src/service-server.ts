import { LINK_PATH } from "@chorus/contracts/routes/internal-chat";
import type { Hono } from "hono";
import { type AppOptions, createApp, requestDurations } from "./app.ts";
import { answerCalls } from "./link/answer-calls.ts";
import { createLinkServer, type LinkServer } from "./link/link-server.ts";
import type { Mounted } from "./mount.ts";
import { type HttpServer, listen, type ListenOptions } from "./server.ts";

export interface ServiceServerOptions extends Omit<
  AppOptions,
  "health" | "withMetrics" | "corsOrigins" | "credentialOrigins"
> {
  http: ListenOptions & { corsOrigins: readonly string[]; credentialOrigins?: readonly string[] | undefined };
  /** The port of `/metrics` and `/internal`, which no proxy publishes; null for the public port. */
  adminPort: number | null;
}

/** The listening parts of a REST service: routes, health and metrics. */
export interface ServiceServer {
  /**
   * `http://127.0.0.1:8082`, with the port really listened on.
   *
   * @throws Error before `start`
   */
  readonly url: string;
  /** Lets the service add its routes, then listens. */
  start(addRoutes: (app: Hono) => Mounted): Promise<void>;
  /** Reports in `/health/ready` that it drains, accepts nothing new and lets running requests finish. */
  drain(deadlineMs: number): Promise<void>;
  /** Closes what is left; safe before `start` and after `drain`. */
  close(): Promise<void>;
}

const isInternal = (path: string) => path === "/internal" || path.startsWith("/internal/");

/** Internal paths beside `/internal`. */
const FOR_SERVICES = /^\/(?:metrics|livez|readyz|\.well-known\/.*)$/;

export function createServiceServer(options: ServiceServerOptions): ServiceServer {
  const { http, adminPort, ...appOptions } = options;
  const { service, logger } = options;
  const health = { service, draining: false };
  let server: HttpServer | undefined;
  let admin: HttpServer | undefined;
  let links: LinkServer | undefined;
  return {
    get url() {
      if (!server) throw new Error(`${service} has not started`);
      return server.url;
    },
    async start(addRoutes) {
      const { corsOrigins, credentialOrigins } = http;
      const duration = requestDurations(options.metrics);
      const appFor = (only: Pick<AppOptions, "withMetrics" | "serves">) => {
        const app = createApp({ ...appOptions, health, duration, corsOrigins, credentialOrigins, ...only });
        return { app, mounted: addRoutes(app) };
      };
      const withLinks = ({ app, mounted }: ReturnType<typeof appFor>) => {
        const opened = createLinkServer({
          admit: async (headers) => (await app.request(LINK_PATH, { headers })).status,
          answer: answerCalls(mounted, logger, duration, options.tracing),
        });
        links = opened;
        return opened.accept;
      };
      if (adminPort === null) {
        const all = appFor({ withMetrics: true });
        server = await listen(all.app, { ...http, onConnect: withLinks(all) });
      } else {
        const { app } = appFor({ withMetrics: false, serves: (path) => !isInternal(path) });
        server = await listen(app, http);
        const inner = appFor({ withMetrics: true, serves: (path) => isInternal(path) || FOR_SERVICES.test(path) });
        admin = await listen(inner.app, { host: http.host, port: adminPort, onConnect: withLinks(inner) });
      }
      logger.info({ url: server.url }, "listening");
    },
    async drain(deadlineMs) {
      health.draining = true;
      await Promise.all([links?.drain(deadlineMs), server?.close(deadlineMs)]);
    },
    async close() {
      await Promise.all([links?.drain(0), server?.close(0), admin?.close(0)]);
    },
  };
}
