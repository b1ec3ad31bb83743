import type { WebSocket } from "uWebSockets.js";
import type { Connection, Frame } from "./transport.ts";
import { utf8 } from "./utf8.ts";

/** The socket is over its limit, and about to be closed by the transport. 0 is back-pressure, which is buffered. */
const DROPPED = 2;

/** More frames than this do not wait. */
const MAX_PENDING = 16;

/** The connections of one transport that have something pending. */
export class Outgoing {
  #connections: UwsConnection[] = [];

  add(connection: UwsConnection): void {
    if (this.#connections.length === 0) setImmediate(() => this.flush());
    this.#connections.push(connection);
  }

  flush(): void {
    if (this.#connections.length === 0) return;
    const connections = this.#connections;
    this.#connections = [];
    for (const connection of connections) connection.flush();
  }
}

/** The user data of a uWebSockets socket. */
export interface SocketData<State> {
  readonly state: State;
  readonly address: string;
  connection: UwsConnection | undefined;
}

/**
 * Guards a socket of uWebSockets, which throws on every use after its end ("Invalid access of closed uWS.WebSocket") and calls
 * its close handler from within `end`.
 */
export class UwsConnection implements Connection {
  readonly id: string;
  readonly address: string;
  readonly #socket: WebSocket<never>;
  readonly #outgoing: Outgoing;
  /** What is sent at the end of this turn of the event loop; null while there is nothing. Mostly it is one frame. */
  #pending: Uint8Array | null = null;
  #morePending: Uint8Array[] | null = null;
  #isOpen = true;
  /** A message of its own is being handled. */
  isReceiving = false;

  constructor(id: string, address: string, socket: WebSocket<never>, outgoing: Outgoing) {
    this.id = id;
    this.address = address;
    this.#socket = socket;
    this.#outgoing = outgoing;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  send(frame: Frame): boolean {
    if (!this.#isOpen) return false;
    const bytes = utf8(frame);
    // uWebSockets sends answers of the handler in one piece, before it reads on: the next frame may end the connection.
    if (this.isReceiving) return this.flush() && this.#sendNow(bytes);
    if (this.#pending === null) {
      this.#pending = bytes;
      this.#outgoing.add(this);
      return true;
    }
    this.#morePending ??= [];
    this.#morePending.push(bytes);
    return this.#morePending.length < MAX_PENDING || this.flush();
  }

  /**
   * Sends what is pending in one piece: an answer often comes with its event, and each piece costs a call of the kernel.
   * @returns false when the socket has not taken it
   */
  flush(): boolean {
    const [first, more] = [this.#pending, this.#morePending];
    this.#pending = null;
    this.#morePending = null;
    if (!this.#isOpen) return false;
    if (first === null) return true;
    if (more === null) return this.#sendNow(first);
    let isTaken = true;
    this.#socket.cork(() => {
      isTaken = [first, ...more].every((bytes) => this.#sendNow(bytes));
    });
    return isTaken;
  }

  #sendNow(bytes: Uint8Array): boolean {
    return this.#socket.send(bytes, false) !== DROPPED;
  }

  close(code: number, reason: string): void {
    this.flush();
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#socket.end(code, utf8(reason));
  }

  subscribe(topic: string): void {
    if (this.#isOpen) this.#socket.subscribe(topic);
  }

  unsubscribe(topic: string): void {
    if (this.#isOpen) this.#socket.unsubscribe(topic);
  }

  bufferedBytes(): number {
    return this.#isOpen ? this.#socket.getBufferedAmount() : 0;
  }

  /** From the transport's close handler: the socket must not be used any more. */
  markClosed(): void {
    this.#isOpen = false;
  }
}
