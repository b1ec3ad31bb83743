/** Tolerance for rounding, so that a client which waited as long as it was asked to is not refused. */
const EPSILON = 1e-9;

/** A token bucket: `ratePerSecond` on average, `burst` at once. The time is passed in. */
export class TokenBucket {
  readonly #ratePerMs: number;
  readonly #burst: number;
  #tokens: number;
  #updatedAtMs: number;

  constructor(limit: { ratePerSecond: number; burst: number }, nowMs: number) {
    this.#ratePerMs = limit.ratePerSecond / 1000;
    this.#burst = limit.burst;
    this.#tokens = limit.burst;
    this.#updatedAtMs = nowMs;
  }

  /** Takes one token. 0 when there was one, else the milliseconds until there will be. */
  take(nowMs: number): number {
    this.#refill(nowMs);
    if (this.#tokens >= 1 - EPSILON) {
      this.#tokens -= 1;
      return 0;
    }
    return Math.max(1, Math.ceil((1 - EPSILON - this.#tokens) / this.#ratePerMs));
  }

  isFull(nowMs: number): boolean {
    this.#refill(nowMs);
    return this.#tokens >= this.#burst - EPSILON;
  }

  #refill(nowMs: number): void {
    // A clock that goes backwards changes nothing.
    const elapsedMs = Math.max(0, nowMs - this.#updatedAtMs);
    this.#tokens = Math.min(this.#burst, this.#tokens + elapsedMs * this.#ratePerMs);
    this.#updatedAtMs = Math.max(nowMs, this.#updatedAtMs);
  }
}
