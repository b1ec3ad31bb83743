import type { WebSocket } from "uWebSockets.js";
import type { Connection, Frame } from "./transport.ts";
import { utf8 } from "./utf8.ts";

/** The socket is over its limit, and about to be closed by the transport. 0 is back-pressure, which is buffered. */
const DROPPED = 2;

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
  #isOpen = true;

  constructor(id: string, address: string, socket: WebSocket<never>) {
    this.id = id;
    this.address = address;
    this.#socket = socket;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  send(frame: Frame): boolean {
    if (!this.#isOpen) return false;
    const bytes = utf8(frame);
    let status = DROPPED;
    // What topics have for this socket goes before it, in the same piece: an answer often comes with its event.
    this.#socket.cork(() => {
      status = this.#socket.send(bytes, false);
    });
    return status !== DROPPED;
  }

  close(code: number, reason: string): void {
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
