import type { Conversation } from "@chorus/contracts/entities/conversation";
import type { Clock } from "../clock.ts";
import { Listeners } from "../observable.ts";
import { ChorusProblem } from "../problem.ts";
import { requestRetryMs } from "../realtime/backoff.ts";
import type { Connection } from "../realtime/connection.ts";

/** A list row changed, or left what this agent may see. `conversation.unread` is null: many readers share the push. */
export interface InboxPush {
  kind: "changed" | "removed";
  conversation: Conversation;
}

/** A receipt: one's own, from another tab or device, or of a participant in an open conversation. */
export interface ReadMark {
  conversationId: string;
  userId: string;
  readSeq: number;
}

interface InboxOptions {
  connection: Connection;
  clock: Clock;
  random: () => number;
}

/** The changes of the tenant's inbox (agents). After a reconnect missed changes come first. */
export class InboxStream {
  readonly #options: InboxOptions;
  readonly #pushes = new Listeners<InboxPush>();
  readonly #reads = new Listeners<ReadMark>();
  readonly #resets = new Listeners<void>();
  #isWanted = false;
  #cursor: string | null = null;
  #refusals = 0;
  #cancelTimer: () => void = () => undefined;

  constructor(options: InboxOptions) {
    this.#options = options;
    options.connection.onWelcome(() => this.#subscribe());
    options.connection.onLoss(() => this.#cancelTimer());
    options.connection.onFrame((frame) => {
      if (frame.type === "receipt" && frame.readSeq !== undefined) {
        const { conversationId, userId, readSeq } = frame;
        this.#reads.emit({ conversationId, userId, readSeq });
      }
      // Pushed rows have no cursor; the heartbeat carries it, so that a reconnect replays only missed changes.
      if (frame.type === "ping") this.#cursor = frame.inboxCursor ?? this.#cursor;
      if (frame.type !== "inbox") return;
      this.#cursor = frame.cursor ?? this.#cursor;
      this.#pushes.emit({ kind: frame.kind, conversation: frame.conversation });
    });
  }

  /** Follows the inbox from now on, across reconnects. */
  start(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    this.#subscribe();
  }

  onPush(listener: (push: InboxPush) => void): () => void {
    return this.#pushes.add(listener);
  }

  onRead(listener: (mark: ReadMark) => void): () => void {
    return this.#reads.add(listener);
  }

  /** Starts again without a cursor: lists loaded before may be outdated and have to be loaded again. */
  onReset(listener: () => void): () => void {
    return this.#resets.add(listener);
  }

  #subscribe(): void {
    if (!this.#isWanted || !this.#options.connection.isOnline) return;
    const cursor = this.#cursor;
    this.#options.connection.request(
      { type: "inbox.subscribe", ...(cursor === null ? {} : { cursor }) },
      {
        onReply: (frame) => {
          if (frame.type !== "inbox.subscribed") return;
          this.#refusals = 0;
          // The cursor advances with the pushes that follow.
          this.#cursor ??= frame.cursor;
          if (cursor === null) this.#resets.emit();
        },
        onFailure: (error) => this.#onFailure(error, cursor),
      },
    );
  }

  #onFailure(error: Error, cursor: string | null): void {
    if (error instanceof ChorusProblem && !error.retryable) {
      // The server no longer knows the cursor; without one there is nothing left to change.
      if (cursor === null) return;
      this.#cursor = null;
      this.#subscribe();
      return;
    }
    const waitMs =
      (error instanceof ChorusProblem ? error.retryMs : null) ??
      requestRetryMs(this.#refusals + 1, this.#options.random());
    this.#refusals += 1;
    this.#cancelTimer();
    this.#cancelTimer = this.#options.clock.setTimer(waitMs, () => this.#subscribe());
  }
}
