import type { Clock } from "@chorus/kernel/clock";

/** So many failures in a row are an outage and no accident. */
const FAILURES = 5;
const OPEN_MS = 30_000;

/** Stops asking a provider that is away, so that an outage costs neither attempts nor time. */
export interface Breaker {
  /** Until when nobody is to ask; null when it may be asked. One delivery at a time finds out whether it is back. */
  openUntilMs(): number | null;
  /** Is it left alone right now? Asking changes nothing. */
  isOpen(): boolean;
  succeeded(): void;
  failed(): void;
}

export function createBreaker(clock: Clock): Breaker {
  let failures = 0;
  let untilMs = 0;
  return {
    openUntilMs() {
      if (failures < FAILURES) return null;
      const nowMs = clock.now();
      if (nowMs < untilMs) return untilMs;
      // This one may try; the others wait for how it ends.
      untilMs = nowMs + OPEN_MS;
      return null;
    },
    isOpen: () => failures >= FAILURES,
    succeeded() {
      failures = 0;
    },
    failed() {
      failures += 1;
      if (failures === FAILURES) untilMs = clock.now() + OPEN_MS;
    },
  };
}
