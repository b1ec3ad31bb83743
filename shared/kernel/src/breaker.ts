import type { Clock } from "./clock.ts";

/** Skips calls to a provider that is down, so that an outage costs neither attempts nor time. */
export interface Breaker {
  /** Until when calls are skipped; null when a call is allowed. While the circuit is open, one call at a time probes the provider. */
  openUntilMs(): number | null;
  /** Whether the circuit is open. Has no side effect. */
  isOpen(): boolean;
  succeeded(): void;
  failed(): void;
}

export interface BreakerOptions {
  /** So many failures in a row open the circuit. */
  failures: number;
  openMs: number;
}

/** A circuit breaker whose half-open state allows one call per `openMs`. */
export function createBreaker(clock: Clock, { failures: maxFailures, openMs }: BreakerOptions): Breaker {
  let failures = 0;
  let untilMs = 0;
  return {
    openUntilMs() {
      if (failures < maxFailures) return null;
      const nowMs = clock.now();
      if (nowMs < untilMs) return untilMs;
      // This call probes; the others wait for its result.
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
