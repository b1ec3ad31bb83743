import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { demoTenant } from "../seed/demo-tenant.ts";
import { createLocalServer } from "@chorus/doubles/local-server";

export interface DemoShopOptions {
  /** 0: a free one. */
  port: number;
  /** Where the widget's loader comes from: another origin than the shop's, as in real life. */
  widgetUrl: string;
}

export interface DemoShop {
  url: string;
  close(): Promise<void>;
}

const files = new Map([
  ["/", { name: "index.html", type: "text/html; charset=utf-8" }],
  ["/shop.css", { name: "shop.css", type: "text/css; charset=utf-8" }],
]);

/** A tenant's web site that embeds the widget, the way its owner would: one script tag. */
export async function startDemoShop({ port, widgetUrl }: DemoShopOptions): Promise<DemoShop> {
  const snippet = `<script src="${widgetUrl}/loader.js?key=${demoTenant.widgetKey}" data-accent="${demoTenant.accentColour}" async></script>`;
  const server = createLocalServer((request, response) => {
    answer(response, request.url ?? "/", snippet).catch(() => {
      // An address that cannot be read, which must not end the whole stack.
      if (!response.headersSent) response.writeHead(400);
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(response: ServerResponse, address: string, snippet: string): Promise<void> {
  const { pathname } = new URL(address, "http://shop");
  const file = files.get(pathname);
  if (!file) {
    response.writeHead(404, { "content-type": "text/plain" }).end("Not found");
    return;
  }
  // Read each time: whoever changes the page sees it at the next reload.
  const text = await readFile(new URL(file.name, import.meta.url), "utf8");
  response.writeHead(200, { "content-type": file.type, "cache-control": "no-store" });
  response.end(text.replace("<!-- chorus -->", snippet));
}
