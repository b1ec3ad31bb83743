import type { Clock } from "../clock.ts";
import type { Connection } from "../realtime/connection.ts";

const RECEIPT_DELAY_MS = 300;
const TYPING_EVERY_MS = 3_000;

/** Sends this person's signals in one conversation: receipts, and typing. */
export class OwnSignals {
  readonly #connection: Connection;
  readonly #clock: Clock;
  readonly #conversationId: string;
  #wanted = { deliveredSeq: 0, readSeq: 0 };
  #known = { deliveredSeq: 0, readSeq: 0 };
  #cancelReceipt: (() => void) | null = null;
  #typingSentAtMs: number | null = null;

  constructor(conversationId: string, connection: Connection, clock: Clock) {
    this.#conversationId = conversationId;
    this.#connection = connection;
    this.#clock = clock;
  }

  /** Sends receipts a moment later, so that several become one. */
  recordProgress(progress: { deliveredSeq?: number; readSeq?: number }): void {
    const readSeq = Math.max(this.#wanted.readSeq, progress.readSeq ?? 0);
    const deliveredSeq = Math.max(this.#wanted.deliveredSeq, progress.deliveredSeq ?? 0, readSeq);
    this.#wanted = { deliveredSeq, readSeq };
    if (!this.#isNews() || this.#cancelReceipt) return;
    this.#cancelReceipt = this.#clock.setTimer(RECEIPT_DELAY_MS, () => this.#flush());
  }

  /** The person's receipts on the server; after a reconnect they may be older than what was sent. */
  recordReceipt(known: { deliveredSeq: number; readSeq: number } | undefined): void {
    this.#known = known ?? { deliveredSeq: 0, readSeq: 0 };
    this.recordProgress({});
  }

  /** Sends typing at most every 3 s, and its end at once. */
  setTyping(isTyping: boolean): void {
    const now = this.#clock.now();
    const wasTyping = this.#typingSentAtMs !== null;
    const isDue = this.#typingSentAtMs === null || now - this.#typingSentAtMs >= TYPING_EVERY_MS;
    if (isTyping ? !isDue : !wasTyping) return;
    this.#typingSentAtMs = isTyping ? now : null;
    this.#connection.send({ type: "typing", conversationId: this.#conversationId, isTyping });
  }

  stop(): void {
    this.#cancelReceipt?.();
    this.#cancelReceipt = null;
  }

  #isNews(): boolean {
    return this.#wanted.deliveredSeq > this.#known.deliveredSeq || this.#wanted.readSeq > this.#known.readSeq;
  }

  #flush(): void {
    this.#cancelReceipt = null;
    if (!this.#isNews()) return;
    const { deliveredSeq, readSeq } = this.#wanted;
    const read = readSeq > 0 ? { readSeq } : {};
    if (this.#connection.send({ type: "receipt", conversationId: this.#conversationId, deliveredSeq, ...read })) {
      this.#known = this.#wanted;
    }
  }
}
