import type { ServerFrame } from "@chorus/contracts/frames/server-frame";
import type { Clock } from "../clock.ts";
import { ChorusOffline, ChorusProblem } from "../problem.ts";

export interface RequestHandlers {
  onReply: (frame: ServerFrame) => void;
  /** Refused, timed out, or the socket was lost before the reply: whether it happened is then unknown. */
  onFailure: (error: ChorusProblem | ChorusOffline) => void;
}

/** Requests on one socket that wait for the frame with their `id`. Replies are handed over synchronously, in frame order. */
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

  /** Hands a reply to its request; false when nobody waits for it. */
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

  /** The socket is lost: all that wait fail as disconnected. */
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
