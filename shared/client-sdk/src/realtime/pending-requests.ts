import type { ServerFrame } from "@chorus/contracts/frames/server-frame";
import type { Clock } from "../clock.ts";
import { ChorusOffline, ChorusProblem } from "../problem.ts";

export interface RequestHandlers {
  onReply: (frame: ServerFrame) => void;
  /** Refused, timed out, or the socket was lost before the reply: the outcome is then unknown. */
  onFailure: (error: ChorusProblem | ChorusOffline) => void;
}

/** Pending requests of one socket, by `id`. Replies are delivered synchronously, in frame order. */
export class PendingRequests {
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #pending = new Map<string, RequestHandlers & { cancelTimer: () => void }>();
  #lastId = 0;

  constructor(clock: Clock, timeoutMs: number) {
    this.#clock = clock;
    this.#timeoutMs = timeoutMs;
  }

  /** Registers a request and returns its `id`. */
  add(handlers: RequestHandlers): string {
    this.#lastId += 1;
    const id = `r${this.#lastId}`;
    const cancelTimer = this.#clock.setTimer(this.#timeoutMs, () => {
      if (this.#pending.delete(id)) handlers.onFailure(new ChorusOffline("timeout"));
    });
    this.#pending.set(id, { ...handlers, cancelTimer });
    return id;
  }

  /** Delivers a reply to its request; false when there is none. */
  settle(frame: ServerFrame): boolean {
    const id = "id" in frame ? frame.id : undefined;
    const request = id === undefined ? undefined : this.#pending.get(id);
    if (id === undefined || !request) return false;
    this.#pending.delete(id);
    request.cancelTimer();
    if (frame.type === "error") request.onFailure(problemOfFrame(frame));
    else request.onReply(frame);
    return true;
  }

  /** The socket was lost: all pending requests fail as disconnected. */
  failAll(): void {
    const waiting = [...this.#pending.values()];
    this.#pending.clear();
    for (const request of waiting) {
      request.cancelTimer();
      request.onFailure(new ChorusOffline("disconnected"));
    }
  }
}

function problemOfFrame(frame: ServerFrame & { type: "error" }): ChorusProblem {
  return new ChorusProblem({
    code: frame.code,
    detail: frame.message,
    errors: frame.errors,
    retryable: frame.retryable,
    retryMs: frame.retryMs,
    headSeq: frame.headSeq,
  });
}
