/** The gateway's interface to a WebSocket server; code outside this folder sees only this. */

/** A text message: a string, or its UTF-8. */
export type Frame = string | Uint8Array;

/** One open WebSocket. */
export interface Connection {
  readonly id: string;
  /** The peer's address, for limits. */
  readonly address: string;
  /** False when nothing was sent because the socket is closed; a full buffer closes it. Never throws. */
  send(frame: Frame): boolean;
  /** Sends a close frame and ends. `closed` is called at once, before this returns. Later calls do nothing. */
  close(code: number, reason: string): void;
  subscribe(topic: string): void;
  unsubscribe(topic: string): void;
  /** Bytes that the peer has not read yet. */
  bufferedBytes(): number;
  /** Check again after every await. */
  readonly isOpen: boolean;
}

/** An upgrade request. Copied: it may be kept. */
export interface UpgradeRequest {
  readonly address: string;
  readonly query: string;
  readonly origin: string | null;
  readonly authorization: string | null;
  /** As offered, in order. */
  readonly subprotocols: readonly string[];
}

export type UpgradeVerdict<State> =
  | { accept: true; subprotocol: string | null; state: State }
  | { accept: false; status: string; body: string };

export interface TransportHandlers<State> {
  /** Decides synchronously: an asynchronous upgrade loses sockets (uWebSockets PR #1929). */
  upgrade: (request: UpgradeRequest) => UpgradeVerdict<State>;
  opened: (connection: Connection, state: State) => void;
  /** `text` is null for a binary message. */
  received: (connection: Connection, text: string | null, sizeBytes: number) => void;
  /** The send buffer is empty again. */
  drained: (connection: Connection) => void;
  /** Exactly once for each opened connection. */
  closed: (connection: Connection, code: number) => void;
  /** A handler threw. The connection it was about has been closed. */
  failed: (error: unknown) => void;
}

export interface HttpReply {
  status: number;
  contentType: string;
  body: string | Buffer;
  /** The Content-Security-Policy of an HTML page. */
  policy?: string;
}

export interface HttpRoute {
  path: string;
  answer: () => HttpReply | Promise<HttpReply>;
}

export interface TransportOptions<State> {
  host: string;
  port: number;
  /** The WebSocket endpoint. */
  path: string;
  /** Larger messages end the connection without a close frame. */
  maxMessageBytes: number;
  /** A connection with a larger send buffer is closed. */
  maxBufferedBytes: number;
  nextId: () => string;
  /** Behind a proxy: the peer is the last address of `X-Forwarded-For`. */
  trustProxy: boolean;
  routes: readonly HttpRoute[];
  handlers: TransportHandlers<State>;
}

export interface Transport {
  /** `http://127.0.0.1:8080`, with the port really listened on. */
  readonly url: string;
  /** To every connection subscribed to `topic`, in the order of the calls, after what was sent to it before. */
  publish(topic: string, frame: Frame): void;
  /** Refuses new connections; open ones stay. */
  stopListening(): void;
  /** Closes all connections that are still open. */
  close(): void;
}
