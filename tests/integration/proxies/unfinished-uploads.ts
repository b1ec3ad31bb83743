import { readFileSync } from "node:fs";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { connect, type TLSSocket } from "node:tls";
import { CLIENT_HEADER, type Place } from "./configurations.ts";

const CHUNK = Buffer.alloc(64 * 1024, "x");
/** Whoever takes nothing for so long takes no more. */
const STALLED_MS = 1_000;

/** Connections that have sent all of a body but its last byte, or as much of it as is taken. */
export interface UnfinishedUploads extends Disposable {
  /** Bytes that were taken by the proxy, or wait in the sockets' buffers before it. */
  sent: number;
}

export async function sendUnfinished(
  place: Pick<Place, "port" | "certificate">,
  request: {
    host: string;
    path: string;
    announcedBytes: number;
    connections: number;
    /** The address that a connection comes from, by its index; without it, 127.0.0.1. */
    clientOf?: (index: number) => string;
  },
): Promise<UnfinishedUploads> {
  const { host, path, announcedBytes, connections, clientOf } = request;
  const ca = readFileSync(place.certificate.crt);
  const sockets: TLSSocket[] = [];
  const sendOne = async (index: number) => {
    const socket = connect({ host: "127.0.0.1", port: place.port, servername: host, ca, ALPNProtocols: ["http/1.1"] });
    sockets.push(socket);
    socket.on("error", () => undefined);
    await once(socket, "secureConnect");
    const head = {
      Host: `${host}:${place.port}`,
      "Content-Type": "application/json",
      "Content-Length": announcedBytes,
      ...(clientOf ? { [CLIENT_HEADER]: clientOf(index) } : {}),
    };
    const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`POST ${path} HTTP/1.1\r\n${lines.join("")}\r\n`);
    let sent = 0;
    while (sent < announcedBytes - 1 && !socket.destroyed) {
      const chunk = CHUNK.subarray(0, Math.min(CHUNK.length, announcedBytes - 1 - sent));
      sent += chunk.length;
      if (socket.write(chunk)) continue;
      const goesOn = once(socket, "drain").then(
        () => true,
        () => false,
      );
      if (!(await Promise.race([goesOn, delay(STALLED_MS, false)]))) break;
    }
    return sent;
  };
  const sent = await Promise.all(Array.from({ length: connections }, (_, index) => sendOne(index)));
  return {
    sent: sent.reduce((sum, bytes) => sum + bytes, 0),
    [Symbol.dispose]: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}
