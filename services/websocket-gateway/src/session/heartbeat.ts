import { TIMINGS } from "@chorus/contracts/limits";

/** Spread, so that connections made together do not beat together for ever. */
const JITTER = 0.2;

export interface HeartbeatTimings {
  heartbeatMs: number;
  pongTimeoutMs: number;
}

/** When to ping and when to give up on one connection. Time and chance are given. */
export class Heartbeat {
  readonly #timings: HeartbeatTimings;
  readonly #random: () => number;
  #number = 0;
  #nextAtMs: number;
  /** When the answer to ping `#number` is due; null when none is owed. */
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

  /** An answer to an older ping proves nothing about the newest. */
  pong(n: number): void {
    if (n === this.#number) this.#dueAtMs = null;
  }

  #interval(): number {
    return this.#timings.heartbeatMs * (1 - JITTER + 2 * JITTER * this.#random());
  }
}
