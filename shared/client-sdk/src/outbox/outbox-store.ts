import type { OutgoingMessage } from "./outgoing-message.ts";

/** Where unacknowledged messages survive a reload. One store belongs to one signed-in person. */
export interface OutboxStore {
  /** Everything kept, in the order of sending. */
  load(): Promise<readonly OutgoingMessage[]>;
  /** Keeps or replaces the message with this `clientMessageId`. */
  put(message: OutgoingMessage): Promise<void>;
  remove(clientMessageId: string): Promise<void>;
  /** Another page of the same person has written to the store. Without it every page is alone. */
  watch?(listener: (change: OutboxChange) => void): () => void;
}

export type OutboxChange =
  | { readonly type: "put"; readonly message: OutgoingMessage }
  | { readonly type: "removed"; readonly clientMessageId: string };

/** Forgets with the page. */
export class MemoryOutboxStore implements OutboxStore {
  readonly #messages = new Map<string, OutgoingMessage>();

  async load(): Promise<readonly OutgoingMessage[]> {
    return [...this.#messages.values()];
  }

  async put(message: OutgoingMessage): Promise<void> {
    this.#messages.set(message.clientMessageId, message);
  }

  async remove(clientMessageId: string): Promise<void> {
    this.#messages.delete(clientMessageId);
  }
}
