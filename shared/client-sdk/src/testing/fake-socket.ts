import type { ClientFrame, ClientFrameOf, ClientFrameType } from "@chorus/contracts/frames/client-frame";
import type { ServerFrame, ServerFrameOf } from "@chorus/contracts/frames/server-frame";
import { LIMITS, TIMINGS } from "@chorus/contracts/limits";
import type { WebSocketConstructor, WebSocketLike } from "../realtime/web-socket.ts";

type SocketListener = (event: { type: string; data?: unknown; code?: number }) => void;

export const FAKE_USER_ID = "0192f0c0-0000-7000-8000-0000000000aa";

/** The gateway's end of one in-memory socket. */
export class FakeSocket implements WebSocketLike {
  readonly url: string;
  readonly protocols: readonly string[];
  readonly protocol = "chorus.v1";
  /** Every frame the client sent, oldest first. */
  readonly sent: ClientFrame[] = [];
  isClosed = false;
  closedWith: number | undefined;
  readonly #listeners: { type: string; listener: SocketListener }[] = [];

  constructor(url: string, protocols: readonly string[]) {
    this.url = url;
    this.protocols = protocols;
  }

  addEventListener(type: string, listener: SocketListener): void {
    this.#listeners.push({ type, listener });
  }

  send(data: string): void {
    if (!this.isClosed) this.sent.push(JSON.parse(data) as ClientFrame);
  }

  close(code?: number): void {
    this.isClosed = true;
    this.closedWith = code;
  }

  /** The handshake is through. */
  open(): void {
    this.#emit({ type: "open" });
  }

  /** Opens, takes the hello and answers it. */
  accept(welcome: Partial<ServerFrameOf<"welcome">> = {}): void {
    this.open();
    this.push({
      type: "welcome",
      connectionId: "0192f0c0-0000-7000-8000-0000000000cc",
      userId: FAKE_USER_ID,
      tenantId: "0192f0c0-0000-7000-8000-0000000000dd",
      role: "agent",
      expiresAt: "2026-11-21T10:00:00.000Z",
      heartbeatMs: TIMINGS.heartbeatMs,
      pongTimeoutMs: TIMINGS.pongTimeoutMs,
      limits: {
        frameBytes: LIMITS.frameBytes,
        bodyCharacters: LIMITS.bodyCharacters,
        framesPerSecond: LIMITS.framesPerSecond,
        sendsPerSecond: LIMITS.sendsPerSecond,
        subscriptions: LIMITS.subscriptions,
      },
      serverTime: "2026-11-21T09:00:00.000Z",
      ...welcome,
    });
  }

  push(frame: ServerFrame): void {
    this.pushRaw(JSON.stringify(frame));
  }

  pushRaw(data: unknown): void {
    if (!this.isClosed) this.#emit({ type: "message", data });
  }

  /** The connection ends from the gateway's side, or is lost (1006). */
  drop(code = 1006): void {
    this.isClosed = true;
    this.#emit({ type: "close", code });
  }

  /** Frames of one type the client has sent so far. */
  all<Type extends ClientFrameType>(type: Type): ClientFrameOf<Type>[] {
    return this.sent.filter((frame): frame is ClientFrameOf<Type> => frame.type === type);
  }

  /** The newest frame of a type; throws when there is none. */
  take<Type extends ClientFrameType>(type: Type): ClientFrameOf<Type> {
    const frame = this.all(type).at(-1);
    if (!frame) throw new Error(`the client has sent no ${type}`);
    return frame;
  }

  #emit(event: { type: string; data?: unknown; code?: number }): void {
    for (const { type, listener } of Array.from(this.#listeners)) if (type === event.type) listener(event);
  }
}

/** Hands out sockets that nobody but the test answers. */
export class FakeGateway {
  readonly sockets: FakeSocket[] = [];
  readonly WebSocket: WebSocketConstructor;

  constructor() {
    const { sockets } = this;
    this.WebSocket = class extends FakeSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols);
        sockets.push(this);
      }
    };
  }

  /** The newest socket. */
  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error("no socket was opened");
    return socket;
  }
}
