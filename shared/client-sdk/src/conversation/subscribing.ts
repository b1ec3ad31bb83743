import type { ServerFrameOf } from "@chorus/contracts/frames/server-frame";
import type { Clock } from "../clock.ts";
import { ChorusOffline, type ChorusProblem } from "../problem.ts";
import { requestRetryMs } from "../realtime/backoff.ts";
import type { Connection } from "../realtime/connection.ts";

const RESUME_DEADLINE_MS = 15_000;

/** Where a log is continued; null for a new one. */
export type Position = { afterSeq: number; epoch: string } | null;

interface SubscribingOptions {
  conversationId: string;
  connection: Connection;
  clock: Clock;
  random: () => number;
  /** The current end of the log. */
  position: () => Position;
  /** The answer to a request from `afterSeq`; the answer to a resume goes to the stream itself. */
  onSubscribed: (frame: ServerFrameOf<"subscribed">, afterSeq: number | null) => void;
  /** Refused permanently. */
  onRefused: (problem: ChorusProblem) => void;
}

/** Subscribes to a conversation, one request at a time; repeats it after a temporary refusal or a missing answer. */
export class Subscribing {
  readonly #options: SubscribingOptions;
  /** The subscription under way. */
  #asked: { afterSeq: number | null; isResume: boolean } | null = null;
  #notBeforeMs = 0;
  #refusals = 0;
  #cancelTimer: () => void = () => undefined;

  constructor(options: SubscribingOptions) {
    this.#options = options;
  }

  /** The seq after which `hello.resume` continues; undefined when no such answer is expected. */
  get resumedAfterSeq(): number | undefined {
    return this.#asked?.isResume ? (this.#asked.afterSeq ?? undefined) : undefined;
  }

  /** `hello.resume` continues from here. */
  recordResume(afterSeq: number): void {
    this.#asked = { afterSeq, isResume: true };
    this.#cancelTimer = this.#options.clock.setTimer(RESUME_DEADLINE_MS, () => {
      this.#asked = null;
      this.ask();
    });
  }

  /** It was answered, or will not be. */
  settle(): void {
    this.#cancelTimer();
    this.#asked = null;
  }

  /** Subscribes from where the log ends, unless that is under way. */
  ask(): void {
    const { conversationId, connection, clock } = this.#options;
    if (this.#asked || !connection.isOnline) return;
    // The retry timer is set, and asking earlier would count as a strike.
    if (clock.now() < this.#notBeforeMs) return;
    const position = this.#options.position();
    const asked = { afterSeq: position?.afterSeq ?? null, isResume: false };
    this.#asked = asked;
    connection.request(
      { type: "subscribe", conversationId, ...position },
      {
        onReply: (frame) => {
          if (frame.type === "subscribed" && this.#asked === asked) this.#options.onSubscribed(frame, asked.afterSeq);
        },
        onFailure: (error) => {
          if (this.#asked === asked) this.#onFailure(error);
        },
      },
    );
  }

  /** The log is being continued: earlier refusals are forgotten. */
  succeed(): void {
    this.settle();
    this.#refusals = 0;
  }

  #onFailure(error: ChorusProblem | ChorusOffline): void {
    this.#asked = null;
    if (error instanceof ChorusOffline) {
      if (error.reason === "timeout") this.ask();
      return;
    }
    if (!error.retryable) return this.#options.onRefused(error);
    const waitMs = error.retryMs ?? requestRetryMs(this.#refusals + 1, this.#options.random());
    this.#refusals += 1;
    this.#notBeforeMs = this.#options.clock.now() + waitMs;
    this.#cancelTimer();
    this.#cancelTimer = this.#options.clock.setTimer(waitMs, () => this.ask());
  }
}
