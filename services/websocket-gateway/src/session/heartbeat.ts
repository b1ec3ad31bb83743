import { TIMINGS } from "@chorus/contracts/limits";

/** Jitter, so that connections opened together do not ping together. */
const JITTER = 0.2;

export interface HeartbeatTimings {
  heartbeatMs: number;
  pongTimeoutMs: number;
}

/** Decides when to ping one connection and when to give it up. Time and randomness are passed in. */
export class Heartbeat {
  readonly #timings: HeartbeatTimings;
  readonly #random: () => number;
  #number = 0;
  #nextAtMs: number;
  /** When the answer to ping `#number` is due; null when none is pending. */
  #dueAtMs: number | null = null;

  constructor(nowMs: number, random: () => number, timings: HeartbeatTimings = TIMINGS) {
    this.#timings = timings;
    this.#random = random;
    this.#nextAtMs = nowMs + this.#interval();
  }

  /** `ping` with its number, `dead`, or null. */
  check(nowMs: number): { ping: number } | "dead" | null {
    if (this.#dueAtMs !== null) return nowMs >= this.#dueAtMs ? "dead" : null;
    if (nowMs < this.#nextAtMs) return null;
    this.#number += 1;
    this.#dueAtMs = nowMs + this.#timings.pongTimeoutMs;
    this.#nextAtMs = nowMs + this.#interval();
    return { ping: this.#number };
  }

  /** An answer to an older ping does not count for the newest. */
  pong(n: number): void {
    if (n === this.#number) this.#dueAtMs = null;
  }

  #interval(): number {
    return this.#timings.heartbeatMs * (1 - JITTER + 2 * JITTER * this.#random());
  }
}
