import type { ServerFrame, ServerFrameOf, ServerFrameType } from "@chorus/contracts/frames/server-frame";
import { SUBPROTOCOL } from "@chorus/contracts/frames/version";
import { WebSocket, type ClientOptions } from "ws";

type Wanted = (frame: ServerFrame) => boolean;

/** A client that keeps every frame and can wait for one. */
export class TestClient {
  readonly socket: WebSocket;
  readonly frames: ServerFrame[] = [];
  /** The raw frames, byte for byte. */
  readonly texts: string[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly #waiting = new Set<{ wanted: Wanted; resolve: (frame: ServerFrame) => void }>();
  #answersPings = true;
  #requests = 0;

  constructor(url: string, options: { protocols?: string[]; client?: ClientOptions } = {}) {
    this.socket = new WebSocket(url, options.protocols ?? [SUBPROTOCOL], options.client);
    this.closed = new Promise((resolve) => {
      this.socket.on("close", (code, reason) => resolve({ code, reason: reason.toString() }));
    });
    // A refused upgrade is an error and a close; tests check the close.
    this.socket.on("error", () => undefined);
    this.socket.on("message", (data: Buffer) => this.#take(data.toString()));
  }

  async opened(): Promise<this> {
    if (this.socket.readyState === WebSocket.OPEN) return this;
    await new Promise<void>((resolve, reject) => {
      this.socket.once("open", resolve);
      this.socket.once("error", reject);
    });
    return this;
  }

  async hello(token?: string, more: object = {}): Promise<ServerFrameOf<"welcome">> {
    await this.opened();
    this.send({ type: "hello", ...(token === undefined ? {} : { token }), ...more });
    return this.next("welcome");
  }

  send(frame: object): void {
    this.socket.send(JSON.stringify(frame));
  }

  /** Sends with a new id; returns the reply or the error with that id. */
  async request(frame: object): Promise<ServerFrame> {
    this.#requests += 1;
    const id = `r${this.#requests}`;
    this.send({ ...frame, id });
    return this.#find((reply) => "id" in reply && reply.id === id);
  }

  ignorePings(): void {
    this.#answersPings = false;
  }

  /** The first matching frame of this type, also among those that came already. */
  next<Type extends ServerFrameType>(type: Type, fits: (frame: ServerFrameOf<Type>) => boolean = () => true) {
    return this.#find((frame) => frame.type === type && fits(frame as ServerFrameOf<Type>)) as Promise<
      ServerFrameOf<Type>
    >;
  }

  of<Type extends ServerFrameType>(type: Type): ServerFrameOf<Type>[] {
    return this.frames.filter((frame) => frame.type === type) as ServerFrameOf<Type>[];
  }

  seqs(conversationId: string): number[] {
    return this.frames.flatMap((frame) => {
      if (frame.type === "event") return frame.conversationId === conversationId ? [frame.seq] : [];
      if (frame.type !== "subscribed" || frame.conversationId !== conversationId) return [];
      return frame.events.map((event) => event.seq);
    });
  }

  async close(): Promise<void> {
    this.socket.close(1000);
    await this.closed;
  }

  #take(text: string): void {
    const frame = JSON.parse(text) as ServerFrame;
    this.texts.push(text);
    if (frame.type === "ping" && this.#answersPings) this.send({ type: "pong", n: frame.n });
    this.frames.push(frame);
    for (const entry of this.#waiting) {
      if (!entry.wanted(frame)) continue;
      this.#waiting.delete(entry);
      entry.resolve(frame);
    }
  }

  #find(wanted: Wanted): Promise<ServerFrame> {
    const known = this.frames.find(wanted);
    if (known) return Promise.resolve(known);
    return new Promise((resolve) => this.#waiting.add({ wanted, resolve }));
  }
}
