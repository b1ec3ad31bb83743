import type { Connection } from "../transport/transport.ts";

/** Waits until the peer has read what was sent to it. */
export class Drains {
  readonly #waiting = new Map<string, (() => void)[]>();

  /** Resolves when nothing is buffered or the connection has gone. */
  of(connection: Connection): Promise<void> {
    if (!connection.isOpen || connection.bufferedBytes() === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(connection.id);
      if (waiting) waiting.push(resolve);
      else this.#waiting.set(connection.id, [resolve]);
    });
  }

  /** From the transport: drained, or closed. */
  settled(connectionId: string): void {
    const waiting = this.#waiting.get(connectionId);
    this.#waiting.delete(connectionId);
    for (const resolve of waiting ?? []) resolve();
  }
}
