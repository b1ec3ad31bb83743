import { STATUS_CODES } from "node:http";
import type { HttpResponse, TemplatedApp } from "uWebSockets.js";
import type { HttpReply, HttpRoute } from "./transport.ts";
import { utf8 } from "./utf8.ts";

/** A few GET routes beside the WebSocket: health, metrics, documents. Of requests only the path is read. */
export function serveRoutes(app: TemplatedApp, routes: readonly HttpRoute[], failed: (error: unknown) => void): void {
  for (const route of routes) {
    app.get(route.path, (response) => {
      const request = { isAborted: false };
      // Without this handler an answer after an await would crash when the client has gone.
      response.onAborted(() => {
        request.isAborted = true;
      });
      void respond(response, request, route, failed);
    });
  }
  app.any("/*", (response) => {
    write(response, { status: 404, contentType: "text/plain", body: "There is nothing here.\n" });
  });
}

async function respond(
  response: HttpResponse,
  request: { isAborted: boolean },
  route: HttpRoute,
  failed: (error: unknown) => void,
): Promise<void> {
  const reply = await answer(route, failed);
  if (!request.isAborted) response.cork(() => write(response, reply));
}

async function answer(route: HttpRoute, failed: (error: unknown) => void): Promise<HttpReply> {
  try {
    return await route.answer();
  } catch (error) {
    failed(error);
    return { status: 500, contentType: "text/plain", body: "Something went wrong on our side.\n" };
  }
}

function write(response: HttpResponse, reply: HttpReply): void {
  // The status line has to be first: uWebSockets writes 200 by itself before the first header.
  response.writeStatus(`${reply.status} ${STATUS_CODES[reply.status] ?? ""}`);
  response.writeHeader("content-type", reply.contentType);
  response.writeHeader("cache-control", "no-store");
  response.writeHeader("x-content-type-options", "nosniff");
  response.writeHeader("referrer-policy", "no-referrer");
  response.writeHeader("content-security-policy", reply.policy ?? "default-src 'none'; frame-ancestors 'none'");
  response.end(typeof reply.body === "string" ? utf8(reply.body) : reply.body);
}
