import type { OutgoingMessage } from "./outgoing-message.ts";

/** Keeps unacknowledged messages across a reload. One store belongs to one signed-in person. */
export interface OutboxStore {
  /** All stored messages, in the order of sending. */
  load(): Promise<readonly OutgoingMessage[]>;
  /** Stores or replaces the message with this `clientMessageId`. */
  put(message: OutgoingMessage): Promise<void>;
  remove(clientMessageId: string): Promise<void>;
  /** Called when another tab of the same person has written to the store. Without it every tab is alone. */
  watch?(listener: (change: OutboxChange) => void): () => void;
}

export type OutboxChange =
  | { readonly type: "put"; readonly message: OutgoingMessage }
  | { readonly type: "removed"; readonly clientMessageId: string };

/** In memory only. */
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
