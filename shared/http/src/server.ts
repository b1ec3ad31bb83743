import type { AddressInfo } from "node:net";
import { serve, type ServerType } from "@hono/node-server";
import type { Hono } from "hono";

/** Longer than a proxy's, so that the proxy is the one who closes an idle connection. */
const KEEP_ALIVE_MS = 75_000;

export interface HttpServer {
  /** `http://127.0.0.1:8082`, with the port really listened on. */
  url: string;
  /** Stops listening, lets requests in flight end, and cuts what is left after `deadlineMs`. */
  close(deadlineMs: number): Promise<void>;
}

/** @throws Error that names the port when it is taken */
export function listen(app: Hono, options: { host: string; port: number }): Promise<HttpServer> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: options.host, port: options.port }, (address) => {
      resolve({ url: urlOf(options.host, address), close: (deadlineMs) => close(server, deadlineMs) });
    });
    if ("keepAliveTimeout" in server) server.keepAliveTimeout = KEEP_ALIVE_MS;
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        error.code === "EADDRINUSE"
          ? new Error(`port ${options.port} is in use: stop what listens there or choose another`)
          : error,
      );
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
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    if ("closeIdleConnections" in server) server.closeIdleConnections();
  });
}
