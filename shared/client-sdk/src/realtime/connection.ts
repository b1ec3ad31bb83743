import type { ClientFrame, ClientFrameOf } from "@chorus/contracts/frames/client-frame";
import { CLOSE, mayReconnect } from "@chorus/contracts/frames/close-codes";
import type { ServerFrame, ServerFrameOf } from "@chorus/contracts/frames/server-frame";
import { type Clock, systemClock } from "../clock.ts";
import { Listeners, type Readable, Store } from "../observable.ts";
import { ChorusOffline } from "../problem.ts";
import type { TokenProvider } from "../token-source.ts";
import { attemptAfter, backoffMs } from "./backoff.ts";
import { type ConnectionState, stopReasonOf, type StopReason } from "./connection-state.ts";
import { PendingRequests, type RequestHandlers } from "./pending-requests.ts";
import { SocketSession } from "./socket-session.ts";
import { socketUrl, type WebSocketConstructor, webSocketConstructor } from "./web-socket.ts";

const REQUEST_TIMEOUT_MS = 15_000;
/** The window in which strikes count; before it has passed the gateway would close again. */
const RATE_LIMITED_WAIT_MS = 10_000;

/** A client frame that is answered by `id`, without it. */
export type RequestFrame = ClientFrame extends infer Frame
  ? Frame extends { id: string }
    ? Omit<Frame, "id">
    : never
  : never;

export interface ConnectionOptions {
  /** Absolute URL of the gateway, `http(s):` or `ws(s):`, without `/ws`. */
  gatewayUrl: string;
  tokens: TokenProvider;
  /** Another than the host's own. */
  WebSocket?: WebSocketConstructor | undefined;
  clock?: Clock | undefined;
  /** In [0, 1). */
  random?: (() => number) | undefined;
}

/** One lasting connection over many sockets (realtime-protocol.md): authentication, resume, heartbeats, backoff, token renewal. */
export class Connection {
  readonly #tokens: TokenProvider;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #url: string;
  readonly #WebSocket: WebSocketConstructor;
  readonly #state = new Store<ConnectionState>({ status: "stopped", reason: "not_started" });
  readonly #frames = new Listeners<ServerFrame>();
  readonly #welcomes = new Listeners<ServerFrameOf<"welcome">>();
  readonly #losses = new Listeners<void>();
  readonly #pending: PendingRequests;
  #session: SocketSession | null = null;
  #token: string | null = null;
  #attempt = 0;
  #reconnectAtMs: number | null = null;
  #cancelTimer: () => void = () => undefined;
  /** Raised by start and stop, so that results awaited before are ignored. */
  #life = 0;
  #resume: () => ClientFrameOf<"hello">["resume"] = () => undefined;

  constructor(options: ConnectionOptions) {
    this.#tokens = options.tokens;
    this.#clock = options.clock ?? systemClock;
    this.#random = options.random ?? Math.random;
    this.#url = socketUrl(options.gatewayUrl);
    this.#WebSocket = webSocketConstructor(options.WebSocket);
    this.#pending = new PendingRequests(this.#clock, REQUEST_TIMEOUT_MS);
  }

  get state(): Readable<ConnectionState> {
    return this.#state;
  }

  get isOnline(): boolean {
    return this.#session?.isWelcome ?? false;
  }

  /** Connects and stays connected until {@link stop} or a terminal close code. */
  start(): void {
    if (this.#state.getSnapshot().status !== "stopped") return;
    this.#life += 1;
    this.#attempt = 0;
    void this.#connect(false);
  }

  stop(reason: StopReason = "stopped"): void {
    this.#life += 1;
    this.#cancelTimer();
    this.#session?.end(1000);
    this.#session = null;
    this.#state.set({ status: "stopped", reason });
  }

  /** The network or the machine may have come back: ends a backoff, and checks a silent socket. */
  nudge(): void {
    const state = this.#state.getSnapshot();
    if (state.status === "waiting") {
      this.#cancelTimer();
      void this.#connect(false);
    } else if (state.status === "online") {
      // The protocol has no client ping; unsubscribing from an unknown conversation is answered and changes nothing.
      const id = this.#pending.add({ onReply: () => undefined, onFailure: () => undefined });
      this.#session?.probe({ type: "unsubscribe", id, conversationId: state.connectionId });
    }
  }

  /** Where the positions in `hello.resume` come from. */
  setResumeSource(resume: () => ClientFrameOf<"hello">["resume"]): void {
    this.#resume = resume;
  }

  /** Sends a frame that has no reply; false (and nothing sent) when not online. */
  send(frame: Extract<ClientFrame, { type: "receipt" | "typing" | "viewing" }>): boolean {
    return this.isOnline && this.#session !== null && this.#session.send(frame);
  }

  /** Sends a request. Its handlers run synchronously with the reply, before any later frame. */
  request(frame: RequestFrame, handlers: RequestHandlers): void {
    if (!this.isOnline || !this.#session) {
      handlers.onFailure(new ChorusOffline("disconnected"));
      return;
    }
    const id = this.#pending.add(handlers);
    this.#session.send({ ...frame, id });
  }

  /** Every frame that is not a reply to a request. */
  onFrame(listener: (frame: ServerFrame) => void): () => void {
    return this.#frames.add(listener);
  }

  onWelcome(listener: (welcome: ServerFrameOf<"welcome">) => void): () => void {
    return this.#welcomes.add(listener);
  }

  /** The socket was lost; the outcome of pending requests is unknown. */
  onLoss(listener: () => void): () => void {
    return this.#losses.add(listener);
  }

  async #connect(renewFirst: boolean): Promise<void> {
    const life = this.#life;
    this.#reconnectAtMs = null;
    this.#state.set({ status: "connecting", attempt: this.#attempt });
    let token: string | null;
    try {
      token = await (renewFirst ? this.#tokens.renew(this.#token) : this.#tokens.token());
    } catch {
      // Without a network or the token service the socket would fail, too.
      if (life === this.#life) this.#retry(renewFirst, 0);
      return;
    }
    if (life !== this.#life) return;
    if (token === null) {
      this.stop("signed_out");
      return;
    }
    this.#token = token;
    this.#open(life, token);
  }

  #open(life: number, token: string): void {
    let onlineSinceMs: number | null = null;
    this.#session = new SocketSession({
      WebSocket: this.#WebSocket,
      url: this.#url,
      clock: this.#clock,
      hello: () => {
        const resume = this.#resume();
        return { type: "hello", token, ...(resume && resume.length > 0 ? { resume } : {}) };
      },
      onWelcome: (welcome) => {
        onlineSinceMs = this.#clock.now();
        const { connectionId, userId } = welcome;
        this.#state.set({ status: "online", connectionId, userId, sinceMs: onlineSinceMs });
        this.#welcomes.emit(welcome);
      },
      onFrame: (frame) => this.#onFrame(frame),
      onEnd: (code) => {
        this.#attempt = attemptAfter(this.#attempt, onlineSinceMs === null ? null : this.#clock.now() - onlineSinceMs);
        this.#session = null;
        this.#pending.failAll();
        this.#losses.emit();
        if (life === this.#life) this.#afterEnd(code);
      },
    });
  }

  #afterEnd(code: number): void {
    this.#cancelTimer();
    if (!mayReconnect(code)) {
      this.stop(stopReasonOf(code));
      return;
    }
    this.#retry(code === CLOSE.tokenExpired.code, code === CLOSE.rateLimited.code ? RATE_LIMITED_WAIT_MS : 0);
  }

  #retry(renewFirst: boolean, atLeastMs: number): void {
    const now = this.#clock.now();
    // After goaway the gateway has chosen the time, spread over all its clients.
    const serverDelayMs = this.#reconnectAtMs === null ? null : Math.max(0, this.#reconnectAtMs - now);
    const delayMs = atLeastMs + (serverDelayMs ?? backoffMs(this.#attempt, this.#random()));
    this.#attempt += 1;
    this.#state.set({ status: "waiting", attempt: this.#attempt, retryAtMs: now + delayMs });
    this.#cancelTimer = this.#clock.setTimer(delayMs, () => void this.#connect(renewFirst));
  }

  #onFrame(frame: ServerFrame): void {
    if (this.#pending.settle(frame)) return;
    if (frame.type === "auth.expiring") void this.#refresh();
    if (frame.type === "goaway") this.#onGoaway(frame.retryMs);
    this.#frames.emit(frame);
  }

  /** The socket still works until then, so acknowledgements under way arrive. */
  #onGoaway(retryMs: number): void {
    this.#reconnectAtMs = this.#clock.now() + retryMs;
    this.#cancelTimer();
    this.#cancelTimer = this.#clock.setTimer(retryMs, () => this.#session?.end(CLOSE.draining.code));
  }

  async #refresh(): Promise<void> {
    const session = this.#session;
    try {
      const token = await this.#tokens.renew(this.#token);
      if (token === null || session !== this.#session) return;
      this.#token = token;
      this.request({ type: "refresh", token }, { onReply: () => undefined, onFailure: () => undefined });
    } catch {
      // The gateway closes 4005 after the token's end, and reconnecting renews first.
    }
  }
}
