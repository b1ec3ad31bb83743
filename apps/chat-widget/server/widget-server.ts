import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { allowedOriginsFrom } from "./allowed-origins.ts";
import { type BuiltFile, present, readBuiltFiles } from "./built-files.ts";
import { type Addresses, embedAnswer, frameHeaders } from "./frame-policy.ts";
import { loaderRefusals } from "./loader-refusal.ts";

/** No request has a body. */
const DEADLINES = { headersTimeout: 10_000, requestTimeout: 15_000, connectionsCheckingInterval: 1_000 };

/** Instead of the loader. */
const REFUSED = {
  "content-type": "text/javascript; charset=utf-8",
  "cache-control": "no-store",
  "cross-origin-resource-policy": "cross-origin",
  "x-content-type-options": "nosniff",
};

export interface WidgetServerOptions extends Addresses {
  /** What `vite build` made. */
  folder: string;
  host: string;
  /** 0: a free one. */
  port: number;
  /** Where this server reaches chat-service, when that is another address than the browsers'. */
  chatInternalUrl?: string | undefined;
  /** Whether there is a proxy in front, whose X-Forwarded-For has the visitor's address. */
  isProxyTrusted: boolean;
}

export interface WidgetServer {
  url: string;
  close(): Promise<void>;
}

/**
 * The widget as it is shipped: the loader, the frame with the policy of its tenant, the frame's files, and where the
 * other parts are.
 */
export async function startWidgetServer(options: WidgetServerOptions): Promise<WidgetServer> {
  const { chatUrl, gatewayUrl, deskUrl, host, isProxyTrusted } = options;
  const files = await readBuiltFiles(options.folder);
  const built = files.get("/frame.html");
  if (!built) throw new Error(`there is no built widget in ${options.folder}: make build`);
  const loader = files.get("/loader.js");
  // It depends on the page: kept by its browser, not by what is between.
  const ownLoader = loader && { ...loader, headers: { ...loader.headers, "cache-control": "private, max-age=300" } };
  const allowedOrigins = allowedOriginsFrom(options.chatInternalUrl ?? chatUrl);
  const config = JSON.stringify({ chatUrl, gatewayUrl });
  const frame = present("/frame.html", Buffer.from(withConfig(built.body.toString(), config)));
  const refusal = loaderRefusals(allowedOrigins, { deskUrl, isViteServer: false });

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { allow: "GET, HEAD" }).end();
      return;
    }
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://widget");
    if (pathname === "/loader.js" && searchParams.has("key")) {
      const visitorAddress = visitorOf(request, isProxyTrusted);
      const { referer } = request.headers;
      const script = await refusal({ key: searchParams.get("key"), referer, visitorAddress });
      if (script === null) send(request, response, ownLoader);
      else response.writeHead(200, REFUSED).end(script);
    } else if (pathname === "/frame") {
      const origins = await allowedOrigins(searchParams.get("key") ?? "", visitorOf(request, isProxyTrusted));
      const policy = { chatUrl, gatewayUrl, deskUrl, allowedOrigins: origins, isViteServer: false };
      const { "content-type": type = "", vary = "" } = frame.headers;
      // What the frame asks for first is under way before its scripts are there.
      const first = `${chatUrl}/api/v1/widget?tenantKey=${encodeURIComponent(searchParams.get("key") ?? "")}`;
      const link = origins === null ? {} : { link: `<${first}>; rel=preload; as=fetch; crossorigin` };
      send(request, response, { ...frame, headers: { "content-type": type, vary, ...link, ...frameHeaders(policy) } });
    } else if (pathname === "/embed") {
      const origins = await allowedOrigins(searchParams.get("key") ?? "", visitorOf(request, isProxyTrusted));
      const policy = { deskUrl, allowedOrigins: origins, isViteServer: false };
      const { headers, body } = embedAnswer(policy, {
        key: searchParams.get("key") ?? "",
        origin: request.headers.origin,
      });
      response.writeHead(200, headers).end(request.method === "HEAD" ? undefined : body);
    } else if (pathname === "/config.json") {
      response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" }).end(config);
    } else if (pathname === "/readyz") {
      response.writeHead(200, { "content-type": "text/plain", "cache-control": "no-store" }).end("ready");
    } else {
      // The frame is never sent without its policy.
      send(request, response, pathname === "/frame.html" ? undefined : files.get(pathname));
    }
  };
  const server = createServer(DEADLINES, (request, response) => {
    answer(request, response).catch(() => {
      // An invalid address, or an aborted request.
      if (!response.headersSent) response.writeHead(400);
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(request: IncomingMessage, response: ServerResponse, file: BuiltFile | undefined): void {
  if (!file) {
    response.writeHead(404, { "content-type": "text/plain", "cache-control": "no-store" }).end("Not found");
    return;
  }
  const { etag } = file.headers;
  if (etag !== undefined && request.headers["if-none-match"] === etag) {
    response.writeHead(304, file.headers).end();
    return;
  }
  const accepted = (request.headers["accept-encoding"] ?? "").split(/[ ,;]+/);
  const form = file.encoded.find(({ encoding }) => accepted.includes(encoding));
  const body = form?.body ?? file.body;
  const encoding = form ? { "content-encoding": form.encoding } : {};
  response.writeHead(200, { ...file.headers, ...encoding, "content-length": body.byteLength });
  response.end(request.method === "HEAD" ? undefined : body);
}

/** Where the other parts are, in the page itself: it need not ask. */
function withConfig(html: string, config: string): string {
  const content = config.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  return html.replace("</head>", `<meta name="chorus" content="${content}"></head>`);
}

function visitorOf(request: IncomingMessage, isProxyTrusted: boolean): string {
  const forwarded = isProxyTrusted
    ? String(request.headers["x-forwarded-for"] ?? "")
        .split(",")
        .at(-1)
        ?.trim()
    : "";
  return forwarded || (request.socket.remoteAddress ?? "");
}
