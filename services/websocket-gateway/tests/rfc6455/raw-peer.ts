import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { until } from "@chorus/testing/until";
import { OPCODE } from "./frame-bytes.ts";

/** A client made of bytes: it sends what it is told and notes what comes back, in short words. */
export class RawPeer {
  /** `101`, then `welcome`, `ok <id>`, `error <code>`, `pong <payload>`, `close <code>`, and `end` when TCP ended. */
  readonly seen: string[] = [];
  /** The answer to the handshake, without its body. */
  head = "";
  readonly #socket: Socket;
  #unread = Buffer.alloc(0);

  constructor(url: string) {
    this.#socket = connect({ port: Number(new URL(url).port), host: "127.0.0.1", allowHalfOpen: true });
    this.#socket.setNoDelay(true);
    // A reset is one of the ways in which a server fails a connection; `close` follows.
    this.#socket.on("error", () => undefined);
    this.#socket.on("data", (bytes) => this.#take(bytes));
    this.#socket.on("end", () => this.seen.push("end"));
    this.#socket.on("close", () => {
      if (!this.hasEnded) this.seen.push("end");
    });
  }

  get hasEnded(): boolean {
    return this.seen.at(-1) === "end";
  }

  /** Does nothing once the server has gone: then the test is about what it said before. */
  async write(bytes: Buffer | string): Promise<void> {
    if (!this.#socket.writable) return;
    await new Promise<void>((resolve) => this.#socket.write(bytes, () => resolve()));
  }

  /** Ends our direction only. */
  endWriting(): void {
    this.#socket.end();
  }

  async saw(word: string): Promise<void> {
    await until(() => this.seen.includes(word) || this.hasEnded);
    if (!this.seen.includes(word)) throw new Error(`ended before "${word}": ${this.seen.join(", ")}`);
  }

  async ended(timeoutMs = 15_000): Promise<void> {
    await until(() => this.hasEnded, { timeoutMs });
  }

  async destroy(): Promise<void> {
    if (this.#socket.closed) return;
    this.#socket.destroy();
    await once(this.#socket, "close");
  }

  #take(bytes: Buffer): void {
    this.#unread = Buffer.concat([this.#unread, bytes]);
    if (this.head === "" && !this.#takeHead()) return;
    if (this.seen[0] === "101") while (this.#takeFrame());
  }

  #takeHead(): boolean {
    const end = this.#unread.indexOf("\r\n\r\n");
    if (end < 0) return false;
    this.head = this.#unread.subarray(0, end).toString("latin1");
    this.#unread = this.#unread.subarray(end + 4);
    this.seen.push(this.head.split(" ")[1] ?? "?");
    return true;
  }

  #takeFrame(): boolean {
    const [first, second] = [this.#unread[0], this.#unread[1]];
    if (first === undefined || second === undefined) return false;
    if ((first & 0xf0) !== 0x80) throw new Error("a server of ours sends whole frames without reserved bits");
    if (second >= 0x80) throw new Error("a server must not mask");
    const headerBytes = second === 127 ? 10 : second === 126 ? 4 : 2;
    if (this.#unread.length < headerBytes) return false;
    const length =
      second === 127 ? Number(this.#unread.readBigUInt64BE(2)) : second === 126 ? this.#unread.readUInt16BE(2) : second;
    if (this.#unread.length < headerBytes + length) return false;
    const payload = this.#unread.subarray(headerBytes, headerBytes + length);
    this.#unread = this.#unread.subarray(headerBytes + length);
    this.seen.push(inWords(first & 0x0f, payload));
    return true;
  }
}

function inWords(opcode: number, payload: Buffer): string {
  if (opcode === OPCODE.pong) return `pong ${payload.toString("latin1")}`;
  if (opcode === OPCODE.close) return payload.length === 0 ? "close" : `close ${payload.readUInt16BE(0)}`;
  if (opcode !== OPCODE.text) return `opcode ${opcode}`;
  const { type, id, code } = JSON.parse(payload.toString()) as { type: string; id?: string; code?: string };
  return [type, code ?? id].filter(Boolean).join(" ");
}
