import { connect, type Socket } from "node:net";
import { FrameDecoder } from "./frame-decoder.ts";

const TEXT_BYTE = 0x81;
const PONG_BYTE = 0x8a;
const MASK_BIT = 0x80;
const END_OF_HEADERS = "\r\n\r\n";

/** One for all: Node calls back before it reads the next socket, and a decoder keeps nothing of it. */
const shared = Buffer.allocUnsafe(256 * 1024);

export interface RawSocketOptions {
  port: number;
  path: string;
  subprotocol: string | null;
  /** Valid only during the call. */
  onText: (payload: Buffer) => void;
  /** Exactly once; 1006 when nobody said why. */
  onEnd: (code: number) => void;
}

/**
 * A WebSocket client that costs next to nothing: no events, no copies, a mask of zeros. It trusts the server to speak the
 * protocol, which is tested elsewhere.
 */
export class RawSocket {
  readonly #socket: Socket;
  #code = 1006;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Resolves when the server has upgraded. @throws Error with what it answered instead */
  static open(options: RawSocketOptions): Promise<RawSocket> {
    return new Promise((resolve, reject) => {
      let isOpen = false;
      let head = "";
      const decoder = new FrameDecoder({
        text: options.onText,
        ping: (payload) => raw.#write(PONG_BYTE, Buffer.from(payload)),
        closed: (code) => (raw.#code = code),
      });
      const take = (bytes: Buffer): void => {
        if (isOpen) return decoder.take(bytes);
        head += bytes.toString("latin1");
        const end = head.indexOf(END_OF_HEADERS);
        if (end < 0) return;
        if (!head.startsWith("HTTP/1.1 101")) {
          socket.destroy();
          return reject(new Error(`not upgraded: ${head.slice(0, 200)}`));
        }
        isOpen = true;
        resolve(raw);
        const rest = head.slice(end + END_OF_HEADERS.length);
        if (rest !== "") decoder.take(Buffer.from(rest, "latin1"));
      };
      const socket = connect({
        host: "127.0.0.1",
        port: options.port,
        noDelay: true,
        onread: {
          buffer: shared,
          callback: (length) => {
            take(shared.subarray(0, length));
            return true;
          },
        },
      });
      const raw = new RawSocket(socket);
      socket.once("connect", () => socket.write(handshake(options)));
      socket.on("error", (error) => isOpen || reject(error));
      socket.once("close", () => (isOpen ? options.onEnd(raw.#code) : reject(new Error("closed in the handshake"))));
    });
  }

  send(text: string): void {
    this.#write(TEXT_BYTE, Buffer.from(text));
  }

  /** Ends without a word, as a lost network does; nothing waits in TIME_WAIT afterwards. */
  reset(): void {
    this.#socket.resetAndDestroy();
  }

  /** Takes nothing from the kernel any more. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  #write(firstByte: number, payload: Buffer): void {
    const { length } = payload;
    const head = Buffer.alloc(length < 126 ? 6 : 8);
    head[0] = firstByte;
    if (length < 126) head[1] = MASK_BIT | length;
    else {
      head[1] = MASK_BIT | 126;
      head.writeUInt16BE(length, 2);
    }
    // A mask of zeros leaves the payload as it is.
    this.#socket.write(Buffer.concat([head, payload]));
  }
}

function handshake({ port, path, subprotocol }: RawSocketOptions): string {
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ...(subprotocol === null ? [] : [`Sec-WebSocket-Protocol: ${subprotocol}`]),
  ];
  return `${lines.join("\r\n")}${END_OF_HEADERS}`;
}
