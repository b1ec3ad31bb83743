import { get, request } from "node:http";
import { listenUws } from "./uws-transport.ts";
import type { Transport } from "./transport.ts";

/** U+00E9 is two bytes in UTF-8 and one in Latin-1. */
const TEXT = "é";
const TOPIC = "self-check";
const TIMEOUT_MS = 5000;
const UPGRADE_HEADERS = {
  connection: "Upgrade",
  upgrade: "websocket",
  "sec-websocket-version": "13",
  "sec-websocket-key": Buffer.alloc(16).toString("base64"),
};

/** A whole text frame with {@link TEXT}: FIN and opcode 1, no mask, length 2. */
const FRAME = Buffer.concat([Buffer.from([0x81, 2]), Buffer.from(TEXT)]);

/**
 * Sends "é" through every way out of the transport (a frame to one socket, a published frame, an HTTP body) and compares the
 * bytes that arrive, on a loopback port of its own. Some builds of uWebSockets.js corrupt text in silence.
 * @throws Error that names the Node version and what to install
 */
export async function checkTransportText(listen: typeof listenUws = listenUws): Promise<void> {
  const transport = await listen<null>({
    host: "127.0.0.1",
    port: 0,
    path: "/ws",
    maxMessageBytes: 1024,
    maxBufferedBytes: 1024,
    nextId: () => TOPIC,
    trustProxy: false,
    routes: [{ path: "/text", answer: () => ({ status: 200, contentType: "text/plain; charset=utf-8", body: TEXT }) }],
    handlers: {
      upgrade: () => ({ accept: true, subprotocol: null, state: null }),
      opened: (connection) => {
        connection.send(TEXT);
        connection.subscribe(TOPIC);
        transport.publish(TOPIC, TEXT);
      },
      received: () => undefined,
      drained: () => undefined,
      closed: () => undefined,
      failed: () => undefined,
    },
  });
  try {
    const [frames, body] = await Promise.all([readFrames(transport), readBody(transport)]);
    requireBytes("A WebSocket frame", frames, Buffer.concat([FRAME, FRAME]));
    requireBytes("An HTTP answer", body, Buffer.from(TEXT));
  } finally {
    transport.close();
  }
}

function readFrames(transport: Transport): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const upgrade = request(`${transport.url}/ws`, { headers: UPGRADE_HEADERS, timeout: TIMEOUT_MS });
    upgrade.once("error", reject);
    upgrade.once("timeout", () => upgrade.destroy(new Error("the gateway's own socket did not open")));
    upgrade.once("response", ({ statusCode }) => reject(new Error(`the gateway's own upgrade answered ${statusCode}`)));
    upgrade.once("upgrade", (_response, socket, head) => {
      let received = head;
      const finish = () => {
        socket.destroy();
        resolve(received);
      };
      if (received.length >= 2 * FRAME.length) return finish();
      socket.setTimeout(TIMEOUT_MS, finish);
      socket.once("end", finish);
      socket.once("error", reject);
      socket.on("data", (chunk: Buffer) => {
        received = Buffer.concat([received, chunk]);
        if (received.length >= 2 * FRAME.length) finish();
      });
    });
    upgrade.end();
  });
}

function readBody(transport: Transport): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    get(`${transport.url}/text`, { timeout: TIMEOUT_MS, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("error", reject);
      response.once("end", () => resolve(Buffer.concat(chunks)));
    }).once("error", reject);
  });
}

function requireBytes(what: string, received: Buffer, wanted: Buffer): void {
  if (received.equals(wanted)) return;
  throw new Error(
    `${what} with "${TEXT}" arrived as ${received.toString("hex") || "nothing"} instead of ${wanted.toString("hex")}: ` +
      `this build of uWebSockets.js corrupts text on Node ${process.versions.node}. Nothing is served; use Node 24 and the binary that is pinned.`,
  );
}
