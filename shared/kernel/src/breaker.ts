import type { Clock } from "./clock.ts";

/** Stops asking a provider that is away, so that an outage costs neither attempts nor time. */
export interface Breaker {
  /** Until when nobody is to ask; null when it may be asked. While it is open, one at a time finds out whether it is back. */
  openUntilMs(): number | null;
  /** Is it left alone right now? Asking changes nothing. */
  isOpen(): boolean;
  succeeded(): void;
  failed(): void;
}

export interface BreakerOptions {
  /** So many in a row are an outage and no accident. */
  failures: number;
  openMs: number;
}

/** A circuit breaker whose half-open state lets one question through in each `openMs`. */
export function createBreaker(clock: Clock, { failures: maxFailures, openMs }: BreakerOptions): Breaker {
  let failures = 0;
  let untilMs = 0;
  return {
    openUntilMs() {
      if (failures < maxFailures) return null;
      const nowMs = clock.now();
      if (nowMs < untilMs) return untilMs;
      // This one may try; the others wait for how it ends.
      untilMs = nowMs + openMs;
      return null;
    },
    isOpen: () => failures >= maxFailures,
    succeeded() {
      failures = 0;
    },
    failed() {
      failures += 1;
      if (failures === maxFailures) untilMs = clock.now() + openMs;
    },
  };
}
