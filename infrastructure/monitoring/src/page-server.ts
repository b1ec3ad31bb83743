import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { TOKENS_CSS } from "@chorus/design/tokens-css";
import { DASHBOARDS } from "../dashboards/all-dashboards.ts";

export interface PageOptions {
  port: number;
  prometheusUrl: string;
  intervalSeconds: number;
  /** What Alertmanager would wake somebody with. */
  onAlert: (alert: { status: string; summary: string; severity: string; runbook: string }) => void;
}

export interface ObservationPage extends AsyncDisposable {
  readonly url: string;
}

const HOST = "127.0.0.1";
const POLICY = "default-src 'self'; img-src data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";
const TYPES = { html: "text/html", js: "text/javascript", css: "text/css", json: "application/json" } as const;
type Type = keyof typeof TYPES;

const ownFile = (name: string) => readFile(new URL(`../page/${name}`, import.meta.url), "utf8");
const fileOf = (url: string) => readFile(fileURLToPath(url), "utf8");

/** Each path that there is, beside Prometheus' API. */
const FILES: Readonly<Record<string, [Type, () => Promise<string> | string]>> = {
  "/": ["html", () => ownFile("index.html")],
  "/app.js": ["js", () => ownFile("app.js")],
  "/chart.js": ["js", () => ownFile("chart.js")],
  "/format.js": ["js", () => ownFile("format.js")],
  "/style.css": ["css", () => ownFile("style.css")],
  "/tokens.css": ["css", () => TOKENS_CSS],
  "/uplot.js": ["js", () => fileOf(import.meta.resolve("uplot/dist/uPlot.iife.min.js"))],
  "/uplot.css": ["css", () => fileOf(import.meta.resolve("uplot/dist/uPlot.min.css"))],
  "/dashboards.json": ["json", () => JSON.stringify(DASHBOARDS)],
};

/** What the page asks Prometheus. */
const QUERIES = /^\/api\/v1\/(?:query_range|alerts)$/;

/**
 * The dashboards for those without Grafana, on loopback: a page that draws what Prometheus answers. Also takes Alertmanager's
 * calls (`POST /hook`).
 */
export async function servePage(options: PageOptions): Promise<ObservationPage> {
  const server = createServer((request, response) => {
    answer(options, request, response).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      send(response, 502, "json", JSON.stringify({ status: "error", error: message }));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, HOST, resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : options.port;
  return {
    url: `http://${HOST}:${port}`,
    [Symbol.asyncDispose]() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function answer(options: PageOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", `http://${HOST}`);
  const { prometheusUrl, intervalSeconds } = options;
  if (request.method === "POST" && url.pathname === "/hook") {
    for (const alert of await readAlerts(request)) options.onAlert(alert);
    return send(response, 200, "json", "{}");
  }
  const file = Object.hasOwn(FILES, url.pathname) ? FILES[url.pathname] : undefined;
  if (file) return send(response, 200, file[0], await file[1]());
  if (url.pathname === "/addresses.json")
    return send(response, 200, "json", JSON.stringify({ prometheusUrl, intervalSeconds }));
  if (!QUERIES.test(url.pathname)) return send(response, 404, "json", "{}");
  const asked = await fetch(new URL(`${url.pathname}${url.search}`, prometheusUrl));
  send(response, asked.status, "json", await asked.text());
}

function send(response: ServerResponse, status: number, type: Type, body: string): void {
  const headers = {
    "content-type": `${TYPES[type]}; charset=utf-8`,
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  };
  response.writeHead(status, headers).end(body);
}

/** As Alertmanager's webhook sends them. */
async function readAlerts(request: IncomingMessage) {
  interface Called {
    alerts: { status: string; labels: Record<string, string>; annotations: Record<string, string> }[];
  }
  const pieces: Buffer[] = [];
  for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
  const { alerts } = JSON.parse(Buffer.concat(pieces).toString()) as Called;
  return alerts.map(({ status, labels, annotations }) => ({
    ...{ status, severity: labels["severity"] ?? "" },
    ...{ summary: annotations["summary"] ?? "", runbook: annotations["runbook"] ?? "" },
  }));
}
