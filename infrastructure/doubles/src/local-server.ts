import { createServer, type RequestListener, type Server } from "node:http";
import { isNameOfThisMachine } from "@chorus/kernel/server-addresses";

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
