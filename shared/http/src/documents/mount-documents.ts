import { openApiDocument } from "@chorus/contracts/documents/openapi";
import type { ServiceName } from "@chorus/contracts/services";
import type { Hono, MiddlewareHandler } from "hono";
import { errorsPage } from "./errors-page.ts";
import { referencePage } from "./reference-page.ts";
import { REFERENCE_SCRIPT } from "./reference-script.ts";
import { REFERENCE_STYLE } from "./reference-style.ts";
import type { Reference } from "./reference.ts";

const documentPolicy: MiddlewareHandler = async (http, next) => {
  await next();
  http.header(
    "content-security-policy",
    "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
};

/** `/api/v1/openapi.json` and its rendered reference at `/docs`, without external resources. */
export function mountDocuments(app: Hono, service: ServiceName): void {
  const document = openApiDocument(service);
  // The pages share the origin of the sign-in cookie, so they may run only their own scripts.
  app.use("/docs/*", documentPolicy);
  app.use("/docs", documentPolicy);
  app.get("/api/v1/openapi.json", (http) => http.json(document));
  app.get("/docs", (http) => {
    const { origin } = new URL(http.req.url);
    return http.html(referencePage(document as unknown as Reference, { service, origin }));
  });
  app.get("/docs/errors", (http) => http.html(errorsPage()));
  app.get("/docs/reference.css", (http) => http.body(REFERENCE_STYLE, 200, { "content-type": "text/css" }));
  app.get("/docs/reference.js", (http) => http.body(REFERENCE_SCRIPT, 200, { "content-type": "text/javascript" }));
}
