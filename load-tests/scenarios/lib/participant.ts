import { clearTimeout, setTimeout } from "k6/timers";
import { WebSocket } from "k6/websockets";
import { config } from "./config.ts";
import { ackMs, acknowledged, duplicates, gaps, resumed } from "./metrics.ts";
import { type ServerFrame, SUBPROTOCOL, WS_PATH } from "./protocol.ts";

const ANSWER_TIMEOUT_MS = 15_000;

interface Waiting {
  resolve: (frame: ServerFrame) => void;
  reject: (error: Error) => void;
  timer: number;
}

/** One side of a conversation: a socket that keeps its place in the log and notices what is missing or comes twice. */
export class Participant {
  readonly #name: string;
  readonly #token: string;
  readonly #conversationId: string;
  readonly #onMessage: (clientMessageId: string) => void;
  #socket: WebSocket | null = null;
  #lastSeq = 0;
  #nextId = 0;
  #waiting = new Map<string, Waiting>();
  #subscribed: ((frame: ServerFrame) => void) | null = null;

  constructor(options: {
    name: string;
    token: string;
    conversationId: string;
    /** A message has come, of whoever wrote it. */
    onMessage: (clientMessageId: string) => void;
  }) {
    this.#name = options.name;
    this.#token = options.token;
    this.#conversationId = options.conversationId;
    this.#onMessage = options.onMessage;
  }

  /** Connects and goes on where it was; from the beginning the first time. */
  async connect(): Promise<void> {
    const isAgain = this.#lastSeq > 0;
    const socket = new WebSocket(config.gatewayUrl + WS_PATH, null, {
      // k6 ignores the parameter that is meant for it.
      headers: { "Sec-WebSocket-Protocol": SUBPROTOCOL },
      tags: { side: this.#name },
    });
    this.#socket = socket;
    socket.addEventListener("message", (event) => {
      if ("data" in event && typeof event.data === "string") this.#take(JSON.parse(event.data) as ServerFrame);
    });
    await within(`${this.#name} opens a socket`, (resolve, reject) => {
      socket.addEventListener("open", () => resolve(null));
      socket.addEventListener("error", (event) =>
        reject(new Error(`${this.#name}: ${"error" in event ? event.error : "no connection"}`)),
      );
    });
    const resume = [{ conversationId: this.#conversationId, afterSeq: this.#lastSeq }];
    socket.send(JSON.stringify({ type: "hello", token: this.#token, resume }));
    try {
      const answer = await within<ServerFrame>(`${this.#name} is subscribed`, (resolve) => {
        this.#subscribed = resolve;
      });
      for (const event of answer.events ?? []) this.#takeEvent(event);
      const isWhole = this.#lastSeq >= (answer.headSeq ?? 0);
      if (isAgain) resumed.add(isWhole);
      else if (!isWhole) gaps.add(1, { side: this.#name });
    } catch (error) {
      if (isAgain) resumed.add(false);
      throw error;
    }
  }

  /** Hangs up without a word, as a telephone in a tunnel does. */
  disconnect(): void {
    this.#socket?.close();
    this.#socket = null;
  }

  /** Resolves when it is stored. */
  async sendMessage(clientMessageId: string, body: string): Promise<void> {
    const startedAt = Date.now();
    try {
      const frame = { type: "message.send", conversationId: this.#conversationId, clientMessageId, body, kind: "text" };
      await this.#request(frame);
      ackMs.add(Date.now() - startedAt, { side: this.#name });
      acknowledged.add(true);
    } catch (error) {
      acknowledged.add(false);
      throw error;
    }
  }

  #request(frame: object): Promise<ServerFrame> {
    this.#nextId += 1;
    const id = String(this.#nextId);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new Error(`${this.#name}: no answer within ${ANSWER_TIMEOUT_MS} ms`));
      }, ANSWER_TIMEOUT_MS);
      this.#waiting.set(id, { resolve, reject, timer });
      this.#socket?.send(JSON.stringify({ ...frame, id }));
    });
  }

  #take(frame: ServerFrame): void {
    if (frame.type === "ping") return this.#socket?.send(JSON.stringify({ type: "pong", n: frame.n }));
    if (frame.type === "subscribed") return this.#subscribed?.(frame);
    if (frame.type === "event" && frame.conversationId === this.#conversationId) return this.#takeEvent(frame);
    const waiting = frame.id === undefined ? undefined : this.#waiting.get(frame.id);
    if (!waiting || frame.id === undefined) return;
    this.#waiting.delete(frame.id);
    clearTimeout(waiting.timer);
    if (frame.type === "error") waiting.reject(new Error(`${this.#name}: ${frame.code}: ${frame.message}`));
    else waiting.resolve(frame);
  }

  #takeEvent(event: ServerFrame): void {
    const seq = event.seq ?? 0;
    if (seq <= this.#lastSeq) duplicates.add(1, { side: this.#name });
    else if (seq > this.#lastSeq + 1) gaps.add(seq - this.#lastSeq - 1, { side: this.#name });
    this.#lastSeq = Math.max(this.#lastSeq, seq);
    const clientMessageId = event.data?.message?.clientMessageId;
    if (event.kind === "message.created" && clientMessageId) this.#onMessage(clientMessageId);
  }
}

function within<Answer>(
  what: string,
  start: (resolve: (answer: Answer) => void, reject: (error: Error) => void) => void,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${what}: not within ${ANSWER_TIMEOUT_MS} ms`)), ANSWER_TIMEOUT_MS);
    start(
      (answer) => {
        clearTimeout(timer);
        resolve(answer);
      },
      (error) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
