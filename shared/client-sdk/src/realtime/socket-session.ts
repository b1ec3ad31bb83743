import type { ClientFrame, ClientFrameOf } from "@chorus/contracts/frames/client-frame";
import type { ServerFrame, ServerFrameOf } from "@chorus/contracts/frames/server-frame";
import { SUBPROTOCOL } from "@chorus/contracts/frames/version";
import { TIMINGS } from "@chorus/contracts/limits";
import type { Clock } from "../clock.ts";
import { decodeFrame, encodeFrame } from "./frame-codec.ts";
import type { WebSocketConstructor, WebSocketLike } from "./web-socket.ts";

const WELCOME_DEADLINE_MS = 15_000;
const PROBE_DEADLINE_MS = 5_000;

export interface SessionHandlers {
  hello: () => ClientFrameOf<"hello">;
  onWelcome: (welcome: ServerFrameOf<"welcome">) => void;
  onFrame: (frame: ServerFrame) => void;
  /** Called once, whoever closed it. `code` is the close code; 1006 when the peer went silent. */
  onEnd: (code: number) => void;
}

interface SessionOptions extends SessionHandlers {
  WebSocket: WebSocketConstructor;
  url: string;
  clock: Clock;
}

/** One socket from opening to close: handshake, heartbeat, and detection of a silent peer. */
export class SocketSession {
  readonly #options: SessionOptions;
  readonly #socket: WebSocketLike;
  #isOpen = false;
  #isWelcome = false;
  #hasEnded = false;
  /** A probe is unanswered: another one must not give the peer more time. */
  #isProbed = false;
  #lastFrameAtMs: number;
  #cancelWatch: () => void;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#lastFrameAtMs = options.clock.now();
    this.#cancelWatch = options.clock.setTimer(WELCOME_DEADLINE_MS, () => this.end(1006));
    this.#socket = new options.WebSocket(options.url, [SUBPROTOCOL]);
    this.#socket.addEventListener("open", () => this.#onOpen());
    this.#socket.addEventListener("message", (event) => this.#onMessage(event.data));
    this.#socket.addEventListener("close", (event) => this.#finish(event.code ?? 1006));
    // A failed handshake: `close` follows.
    this.#socket.addEventListener("error", () => undefined);
  }

  get isWelcome(): boolean {
    return this.#isWelcome && !this.#hasEnded;
  }

  send(frame: ClientFrame): boolean {
    if (!this.#isOpen || this.#hasEnded) return false;
    this.#socket.send(encodeFrame(frame));
    return true;
  }

  /** Closes without waiting for the peer, which may be gone. */
  end(code: number): void {
    if (this.#hasEnded) return;
    this.#socket.close(code >= 3000 ? code : 1000);
    this.#finish(code);
  }

  /** Closes a session that has been silent for too long (timers stop while a machine sleeps), otherwise sends a probe. */
  probe(frame: ClientFrame): void {
    const silentMs = this.#options.clock.now() - this.#lastFrameAtMs;
    if (silentMs >= TIMINGS.clientSilenceMs) this.end(1006);
    else if (silentMs >= PROBE_DEADLINE_MS && !this.#isProbed && this.send(frame)) {
      this.#isProbed = true;
      this.#watch(PROBE_DEADLINE_MS);
    }
  }

  #onOpen(): void {
    if (this.#hasEnded) return;
    this.#isOpen = true;
    this.send(this.#options.hello());
  }

  #onMessage(data: unknown): void {
    if (this.#hasEnded) return;
    const frame = decodeFrame(data);
    if (!frame) return;
    this.#lastFrameAtMs = this.#options.clock.now();
    this.#isProbed = false;
    if (frame.type === "welcome") {
      this.#isWelcome = true;
      this.#options.onWelcome(frame);
    }
    if (this.#isWelcome) this.#watch(TIMINGS.clientSilenceMs);
    if (frame.type === "ping") this.send({ type: "pong", n: frame.n });
    this.#options.onFrame(frame);
  }

  #watch(deadlineMs: number): void {
    this.#cancelWatch();
    if (!this.#hasEnded) this.#cancelWatch = this.#options.clock.setTimer(deadlineMs, () => this.end(1006));
  }

  #finish(code: number): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#cancelWatch();
    this.#options.onEnd(code);
  }
}
