interface SocketEvent {
  readonly type: string;
  readonly data?: unknown;
  readonly code?: number;
}

/** The part of a WebSocket the SDK uses: the browser's, Node's, or that of the `ws` package. */
export interface WebSocketLike {
  /** The subprotocol the server chose. */
  readonly protocol: string;
  send(data: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: "open" | "message" | "close" | "error", listener: (event: SocketEvent) => void): void;
}

export type WebSocketConstructor = new (url: string, protocols: string[]) => WebSocketLike;

/** The given constructor or the host's own. Tests hand in that of `ws`. */
export function webSocketConstructor(given: WebSocketConstructor | undefined): WebSocketConstructor {
  const own: unknown = globalThis.WebSocket;
  const found = given ?? (typeof own === "function" ? (own as WebSocketConstructor) : undefined);
  if (!found) throw new TypeError("this host has no WebSocket: pass the `WebSocket` option (for example from `ws`)");
  return found;
}

/** `http://host` or `ws://host`, with or without a trailing slash, to `ws://host/ws`. */
export function socketUrl(gatewayUrl: string): string {
  const url = new URL(gatewayUrl);
  url.protocol = url.protocol === "https:" || url.protocol === "wss:" ? "wss:" : "ws:";
  url.pathname = `${url.pathname.replace(/\/$/, "")}/ws`;
  return url.toString();
}
