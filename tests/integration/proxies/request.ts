import { connect } from "node:tls";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { Certificate } from "./certificate.ts";

export interface RawAnswer {
  status: number;
  /** With names in small letters. */
  headers: Record<string, string>;
  body: string;
}

/** With the headers that Caddy gives it when it passes on the service's. */
const CONTINUE = /^(?:HTTP\/1\.1 100 .*\r\n(?:.+\r\n)*\r\n)+/;

/** A request as it is written here, whatever a client would make of its path and headers. */
export async function rawRequest(
  place: { port: number; certificate: Certificate },
  lines: { method?: string; host: string; path: string; headers?: Record<string, string>; body?: string },
): Promise<RawAnswer> {
  const { method = "GET", host, path, headers = {}, body = "" } = lines;
  const ca = readFileSync(place.certificate.crt);
  const socket = connect({ host: "127.0.0.1", port: place.port, servername: host, ca, ALPNProtocols: ["http/1.1"] });
  await once(socket, "secureConnect");
  const head = Object.entries({ Host: `${host}:${place.port}`, Connection: "close", ...headers });
  // As large uploads are sent: who refuses says so before the body comes, and does not have to cut it off.
  const length =
    body === "" ? [] : [["Content-Length", String(body.length)] as const, ["Expect", "100-continue"] as const];
  socket.write(
    `${method} ${path} HTTP/1.1\r\n${[...head, ...length].map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`,
  );
  let said = "";
  let unsent = body;
  socket.on("data", (chunk: Buffer) => {
    said += chunk.toString("latin1");
    if (!CONTINUE.test(said)) return;
    // Caddy says it for itself and again for the service.
    said = said.replace(CONTINUE, "");
    socket.write(unsent);
    unsent = "";
  });
  // A proxy that refuses a body closes the connection while it is still sent.
  socket.on("error", () => undefined);
  const closed = new Promise((resolve) => {
    socket.once("close", resolve);
  });
  await closed;
  const [top = "", ...rest] = said.split("\r\n\r\n");
  const [statusLine = "", ...headerLines] = top.split("\r\n");
  return {
    status: Number(statusLine.split(" ")[1]),
    headers: Object.fromEntries(
      headerLines.map((line) => [
        line.slice(0, line.indexOf(":")).toLowerCase(),
        line.slice(line.indexOf(":") + 1).trim(),
      ]),
    ),
    body: rest.join("\r\n\r\n"),
  };
}
