import { readFile } from "node:fs/promises";
import path from "node:path";
import { serve } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import type { DeskServerOptions } from "./config.ts";
import { deskHeaders } from "./desk-policy.ts";

export interface DeskServer {
  url: string;
  close(): Promise<void>;
}

const YEAR = "public, max-age=31536000, immutable";

/** The desk's server: its files, one page for every path, and the addresses of the other parts. */
export async function startDeskServer({ folder, host, port, addresses }: DeskServerOptions): Promise<DeskServer> {
  const page = await readFile(path.join(folder, "index.html"), "utf8").catch(() => {
    throw new Error(`there is no built desk in ${folder}: make build`);
  });
  const headers = Object.entries(deskHeaders(addresses, false));
  const app = new Hono();
  app.use(async (http, next) => {
    await next();
    for (const [name, value] of headers) http.header(name, value);
  });
  app.get("/readyz", (http) => http.text("ready"));
  app.get("/config.json", (http) => http.json(addresses, 200, { "cache-control": "no-store" }));
  app.use("/assets/*", serveStatic({ root: folder, onFound: (_file, http) => http.header("cache-control", YEAR) }));
  app.get("/assets/*", (http) => http.text("Not found", 404));
  // The few files beside the page: its icon, the worker of push messages.
  app.get("/:file{[\\w-]+\\.\\w+}", serveStatic({ root: folder }));
  // Every other path is one of the desk's own, for its router.
  app.get("*", (http) => http.html(page, 200, { "cache-control": "no-cache" }));
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port }, (address) => {
      resolve({
        url: `http://${host}:${address.port}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            if ("closeAllConnections" in server) server.closeAllConnections();
          }),
      });
    });
    server.once("error", reject);
  });
}
