import { createServer, type AddressInfo, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { createControl, type Control } from "../behaviour.ts";

export interface ClamdDouble extends AsyncDisposable {
  port: number;
  control: Control;
  /** The scanned content, newest first. */
  scanned: Buffer[];
}

const COMMAND = "zINSTREAM\0";
/** Its only signature, so that no test needs content that a real scanner would remove. */
export const TEST_SIGNATURE = "CHORUS-TEST-SIGNATURE-OF-NO-HARM";
const DEFAULT_MAX_BYTES = 25 * 1024 * 1024;

/** A fake of ClamAV's daemon, as far as INSTREAM goes, with one signature; it can be slow, fail or be absent. */
export async function startClamdDouble(options: { port: number; maxBytes?: number }): Promise<ClamdDouble> {
  const control = createControl();
  const scanned: Buffer[] = [];
  const sockets = new Set<Socket>();
  const maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
  const server = createServer((socket) => {
    if (control.now.offline) return void socket.destroy();
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // A client that disconnects during a request is not an error.
    void converse(socket).catch(() => socket.destroy());
  });
  control.onChange(() => {
    if (control.now.offline) for (const socket of sockets) socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });

  async function converse(socket: Socket): Promise<void> {
    const bytes = await readStream(socket, maxBytes);
    control.counts.received += 1;
    await delay(control.nextDelayMs());
    if (control.now.vanishes) return void socket.destroy();
    if (bytes === null) return void socket.end("INSTREAM size limit exceeded. ERROR\0");
    if (control.fails()) return void socket.end("stream: Can't allocate memory ERROR\0");
    scanned.unshift(bytes);
    control.counts.accepted += 1;
    socket.end(bytes.includes(TEST_SIGNATURE) ? "stream: Chorus.Test-1 FOUND\0" : "stream: OK\0");
  }

  return {
    port: (server.address() as AddressInfo).port,
    control,
    scanned,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** @returns null for more than may be. @throws Error for anything but the protocol */
async function readStream(socket: Socket, maxBytes: number): Promise<Buffer | null> {
  let waiting = Buffer.alloc(0);
  let isBegun = false;
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const data of socket.iterator({ destroyOnReturn: false })) {
    waiting = Buffer.concat([waiting, data as Buffer]);
    if (!isBegun) {
      if (waiting.length < COMMAND.length) continue;
      if (waiting.subarray(0, COMMAND.length).toString("latin1") !== COMMAND) throw new Error("unknown command");
      isBegun = true;
      waiting = waiting.subarray(COMMAND.length);
    }
    while (waiting.length >= 4) {
      const length = waiting.readUInt32BE();
      if (length === 0) return Buffer.concat(chunks);
      sizeBytes += length;
      if (sizeBytes > maxBytes) return null;
      if (waiting.length < 4 + length) {
        sizeBytes -= length;
        break;
      }
      chunks.push(waiting.subarray(4, 4 + length));
      waiting = waiting.subarray(4 + length);
    }
  }
  throw new Error("the client went");
}
