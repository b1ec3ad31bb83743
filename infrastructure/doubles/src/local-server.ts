import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { isNameOfThisMachine } from "@chorus/kernel/server-addresses";
import type { Control } from "./behaviour.ts";

const HOST = "127.0.0.1";

export interface LocalServerOptions {
  /** Other names that it is reached by on purpose, without a port. */
  names?: readonly string[];
}

/**
 * A server for this machine alone. A page on the web can lead a name of its own to 127.0.0.1 (DNS rebinding) and would read what is
 * answered as its own: another name than this machine's is refused with 421.
 */
export function createLocalServer(answer: RequestListener, { names = [] }: LocalServerOptions = {}): Server {
  return createServer((request, response) => {
    if (isOwnName(request.headers.host, names)) return answer(request, response);
    response
      .writeHead(421, { "content-type": "text/plain", connection: "close" })
      .end("This server is for this machine alone: ask it for 127.0.0.1 or localhost.\n");
  });
}

function isOwnName(host: string | undefined, names: readonly string[]): boolean {
  const address = `http://${host ?? ""}`;
  if (host === undefined || !URL.canParse(address)) return false;
  const { hostname } = new URL(address);
  return isNameOfThisMachine(hostname) || names.includes(hostname);
}

export interface Listening {
  port: number;
  /** `http://127.0.0.1:4020` */
  url: string;
  /** Ends all connections. */
  close(): Promise<void>;
}

/**
 * @param port 0: a free one
 * @param host 127.0.0.1 unless a container publishes it
 * @param control of a double that can be offline: then it refuses connections, and those that clients keep open end, at the latest with
 * the answer that is under way
 * @throws Error of the socket when the port is taken
 */
export async function listenLocally(
  server: Server,
  { port, host = HOST, control }: { port: number; host?: string | undefined; control?: Control },
): Promise<Listening> {
  if (control) endWhenOffline(server, control);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const { port: used } = server.address() as AddressInfo;
  return {
    port: used,
    url: `http://${HOST}:${used}`,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function endWhenOffline(server: Server, control: Control): void {
  server.on("connection", (socket) => {
    if (control.now.offline) socket.destroy();
  });
  server.on("request", (request, response) => {
    response.once("finish", () => {
      if (control.now.offline) request.socket.destroySoon();
    });
  });
  control.onChange(() => {
    if (control.now.offline) server.closeIdleConnections();
  });
}
