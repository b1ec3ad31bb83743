import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { BackupConfig } from "./config.ts";

/** A server of the figures, for a Prometheus that has no node_exporter beside the backups. */
export interface MetricsServer extends AsyncDisposable {
  /** 0: there is none. */
  port: number;
}

/** Answers `/metrics` with the file of figures: empty before the first of them. Nothing else is answered. */
export async function serveMetrics({
  metricsFile,
  metricsPort,
}: Pick<BackupConfig, "metricsFile" | "metricsPort">): Promise<MetricsServer> {
  if (metricsPort === 0) return { port: 0, [Symbol.asyncDispose]: () => Promise.resolve() };
  const server = createServer((request, response) => {
    if (request.url !== "/metrics") return void response.writeHead(404).end();
    void readFile(metricsFile, "utf8")
      .catch(() => "")
      .then((text) => response.writeHead(200, { "content-type": "text/plain; version=0.0.4" }).end(text));
  });
  server.listen(metricsPort);
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
