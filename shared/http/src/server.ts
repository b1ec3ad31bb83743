import type { IncomingMessage } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { serve, type ServerType } from "@hono/node-server";
import { networkOf } from "@chorus/kernel/network";
import type { Hono } from "hono";
import { answerUnreadable } from "./unreadable-requests.ts";

/** Longer than a proxy's, so that the proxy closes idle connections. */
const KEEP_ALIVE_MS = 75_000;

/** No real client sends this slowly. */
const DEADLINES = { headersMs: 10_000, requestMs: 30_000, checkEveryMs: 1_000 };
const MAX_CONNECTIONS = 10_000;
const CLOSE_IDLE_EVERY_MS = 50;

export interface ListenOptions {
  host: string;
  port: number;
  /** Limit per network; absent behind a proxy. */
  connectionsPerNetwork?: number | undefined;
  /** Takes over connections that ask for it by CONNECT; absent: they are closed. */
  onConnect?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Time within which a request must have arrived; shorter for tests. */
  deadlines?: typeof DEADLINES;
}

export interface HttpServer {
  /** `http://127.0.0.1:8082`, with the port really listened on. */
  url: string;
  /** Stops listening, lets running requests finish, and closes the rest after `deadlineMs`. */
  close(deadlineMs: number): Promise<void>;
}

/** @throws Error that names the port when it is taken */
export function listen(app: Hono, options: ListenOptions): Promise<HttpServer> {
  return new Promise((resolve, reject) => {
    const { host: hostname, port, connectionsPerNetwork, deadlines = DEADLINES } = options;
    const serverOptions = {
      headersTimeout: deadlines.headersMs,
      requestTimeout: deadlines.requestMs,
      connectionsCheckingInterval: deadlines.checkEveryMs,
      keepAliveTimeout: KEEP_ALIVE_MS,
    };
    const server = serve({ fetch: app.fetch, hostname, port, serverOptions }, (address) => {
      resolve({ url: urlOf(options.host, address), close: (deadlineMs) => close(server, deadlineMs) });
    });
    server.on("clientError", answerUnreadable);
    if (options.onConnect) server.on("connect", options.onConnect);
    server.maxConnections = MAX_CONNECTIONS;
    if (connectionsPerNetwork !== undefined) shareConnections(server, connectionsPerNetwork);
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        error.code === "EADDRINUSE"
          ? new Error(`port ${options.port} is in use: stop what listens there or choose another`)
          : error,
      );
    });
  });
}

/** Closes connections of one network above its share, so that there is always room for others. */
function shareConnections(server: ServerType, most: number): void {
  const open = new Map<string, number>();
  server.on("connection", (socket: Socket) => {
    const network = networkOf(socket.remoteAddress ?? "unknown");
    const others = open.get(network) ?? 0;
    if (others >= most) {
      socket.destroy();
      return;
    }
    open.set(network, others + 1);
    socket.once("close", () => {
      const left = (open.get(network) ?? 1) - 1;
      if (left > 0) open.set(network, left);
      else open.delete(network);
    });
  });
}

function urlOf(host: string, address: AddressInfo): string {
  return `http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${address.port}`;
}

function close(server: ServerType, deadlineMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => {
      if ("closeAllConnections" in server) server.closeAllConnections();
    }, deadlineMs);
    const closeIdle = () => {
      if ("closeIdleConnections" in server) server.closeIdleConnections();
    };
    // Otherwise a connection whose last request is answered only now would stay open until it is idle for too long.
    const idle = setInterval(closeIdle, CLOSE_IDLE_EVERY_MS);
    server.close(() => {
      clearTimeout(cut);
      clearInterval(idle);
      resolve();
    });
    closeIdle();
  });
}
