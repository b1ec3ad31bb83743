import type { RouteBodyInput, RouteResult, RouteSpec } from "@chorus/contracts/routes/define-route";
import { Problem } from "@chorus/contracts/errors";
import { AppError } from "@chorus/kernel/app-error";
import { currentTraceparent } from "@chorus/observability/tracing";
import { Agent, request as httpRequest } from "node:http";

const MAX_SOCKETS = 64;

/** Shorter than servers keep an idle connection, so that none is closed while a call is on its way. */
const IDLE_MS = 60_000;

export interface ServiceClientOptions {
  /** `http://127.0.0.1:8082` */
  baseUrl: string;
  serviceToken: () => Promise<string>;
  timeoutMs: number;
}

export type InternalRoute = RouteSpec & { access: "service" };

export interface CallInput<Spec extends InternalRoute> {
  params?: Record<string, string>;
  body: RouteBodyInput<Spec>;
  requestId?: string;
}

/** Calls another service's internal routes over kept-alive connections. */
export interface ServiceClient {
  /**
   * @throws AppError the other side's own error, or `unavailable` when it cannot be reached in time
   */
  call<Spec extends InternalRoute>(route: Spec, input: CallInput<Spec>): Promise<RouteResult<Spec>>;
  close(): void;
}

export function createServiceClient(options: ServiceClientOptions): ServiceClient {
  const base = new URL(options.baseUrl);
  const agent = new Agent({ keepAlive: true, maxSockets: MAX_SOCKETS, timeout: IDLE_MS });
  return {
    async call(route, input) {
      const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
        encodeURIComponent(input.params?.[name] ?? ""),
      );
      const reply = await send(agent, base, {
        method: route.method,
        path,
        timeoutMs: options.timeoutMs,
        headers: {
          authorization: `Bearer ${await options.serviceToken()}`,
          ...(input.requestId ? { "x-request-id": input.requestId } : {}),
          ...traceHeader(),
        },
        body: JSON.stringify(input.body),
      });
      if (reply.status >= 400) throw errorOf(reply.status, parsed(reply.text));
      // The answer is not validated: both sides are ours and deployed together.
      return (reply.text === "" ? null : JSON.parse(reply.text)) as never;
    },
    close: () => agent.destroy(),
  };
}

function traceHeader(): Record<string, string> {
  const traceparent = currentTraceparent();
  return traceparent === undefined ? {} : { traceparent };
}

interface Outgoing {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
}

function send(agent: Agent, base: URL, outgoing: Outgoing): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    // Bounds the whole exchange with a hung peer, not only silence. A plain timer, because a signal
    // costs a tenth of what the whole call does.
    const timer = setTimeout(() => {
      closeIdle(agent);
      request.destroy(new Error(`no answer within ${outgoing.timeoutMs} ms`));
    }, outgoing.timeoutMs).unref();
    const fail = (error: unknown) => {
      clearTimeout(timer);
      reject(new AppError("unavailable", { retryMs: 1_000, cause: error }));
    };
    const body = Buffer.from(outgoing.body);
    const request = httpRequest(
      {
        agent,
        hostname: base.hostname,
        port: base.port,
        method: outgoing.method,
        path: outgoing.path,
        headers: { ...outgoing.headers, "content-type": "application/json", "content-length": body.byteLength },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          clearTimeout(timer);
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() });
        });
        response.on("error", fail);
      },
    );
    request.on("error", fail);
    request.end(body);
  });
}

/**
 * A peer that is silent on one connection may have lost all of them (a router that lost its table drops packets silently).
 * Each would cost the next caller another timeout; a new connection costs a millisecond.
 */
function closeIdle(agent: Agent): void {
  for (const socket of Object.values(agent.freeSockets).flat()) socket?.destroy();
}

/** What a problem document says; `unavailable` for an answer that is none. */
export function errorOf(status: number, body: unknown): AppError {
  const problem = Problem.safeParse(body);
  if (!problem.success) return new AppError("unavailable", { cause: new Error(`status ${status}`), retryMs: 1_000 });
  const { code, detail, errors, retryMs, headSeq } = problem.data;
  return new AppError(code, {
    detail,
    ...(errors ? { errors } : {}),
    ...(retryMs === undefined ? {} : { retryMs }),
    ...(headSeq === undefined ? {} : { headSeq }),
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    return { unreadable: error };
  }
}
