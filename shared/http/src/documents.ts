import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ERRORS } from "@chorus/contracts/errors";
import { openApiDocument } from "@chorus/contracts/documents/openapi";
import type { ServiceName } from "@chorus/contracts/services";
import { notFound } from "@chorus/kernel/app-error";
import type { Hono, MiddlewareHandler } from "hono";

const ASSET_FOLDER = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));

const ASSETS: Readonly<Record<string, string>> = {
  "swagger-ui.css": "text/css",
  "swagger-ui-bundle.js": "text/javascript",
};

const page = (service: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${service}: API reference</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
<div id="reference"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</html>`;

/** Where the `type` of every problem document points. */
function errorsPage(): string {
  const rows = Object.entries(ERRORS).map(
    ([code, { status, title }]) => `<tr id="${code}"><td><code>${code}</code><td>${status}<td>${title}`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Chorus: errors</title>
<style>body{font:15px/1.5 system-ui;margin:2rem auto;max-width:46rem;padding:0 1rem;color-scheme:light dark}
td{padding:.4rem 1rem .4rem 0;border-top:1px solid #8884}tr:target{background:#fd08}</style>
<h1>Errors</h1>
<table>${rows.join("\n")}</table>
</html>`;
}

const START = `SwaggerUIBundle({ url: "/api/v1/openapi.json", dom_id: "#reference", validatorUrl: null, deepLinking: true });`;

const documentPolicy: MiddlewareHandler = async (http, next) => {
  await next();
  http.header(
    "content-security-policy",
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
};

/** `/api/v1/openapi.json` and its rendered reference at `/docs`, without external resources. */
export function mountDocuments(app: Hono, service: ServiceName): void {
  const document = openApiDocument(service);
  // The pages share the origin of the sign-in cookie, so they may run only their own scripts.
  app.use("/docs/*", documentPolicy);
  app.use("/docs", documentPolicy);
  app.get("/api/v1/openapi.json", (http) => http.json(document));
  app.get("/docs", (http) => http.html(page(service)));
  app.get("/docs/errors", (http) => http.html(errorsPage()));
  app.get("/docs/start.js", (http) => http.body(START, 200, { "content-type": "text/javascript" }));
  app.get("/docs/:file", async (http) => {
    const file = http.req.param("file");
    const mediaType = ASSETS[file];
    if (!mediaType) throw notFound();
    return http.body(await readFile(join(ASSET_FOLDER, file)), 200, { "content-type": mediaType });
  });
}
