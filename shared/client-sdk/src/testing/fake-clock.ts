import type { Clock } from "../clock.ts";

/** A clock that stands still until it is told to go on. */
export class FakeClock implements Clock {
  #nowMs = Date.UTC(2026, 10, 21, 9, 0);
  #timers: { atMs: number; order: number; callback: () => void }[] = [];
  #order = 0;

  now(): number {
    return this.#nowMs;
  }

  setTimer(delayMs: number, callback: () => void): () => void {
    const timer = { atMs: this.#nowMs + Math.max(0, delayMs), order: (this.#order += 1), callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Lets `durationMs` pass; timers run at their time, in order, also those set on the way. */
  advance(durationMs: number): void {
    const endMs = this.#nowMs + durationMs;
    for (;;) {
      const due = this.#timers
        .filter((timer) => timer.atMs <= endMs)
        .toSorted((one, other) => one.atMs - other.atMs || one.order - other.order)[0];
      if (!due) break;
      this.#timers = this.#timers.filter((timer) => timer !== due);
      this.#nowMs = Math.max(this.#nowMs, due.atMs);
      due.callback();
    }
    this.#nowMs = endMs;
  }

  /** Time passes and no timer runs: the machine sleeps. */
  sleep(durationMs: number): void {
    this.#nowMs += durationMs;
  }
}
