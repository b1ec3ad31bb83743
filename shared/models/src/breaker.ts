import type { Clock } from "@chorus/kernel/clock";

const FAILURES = 3;
const OPEN_FOR_MS = 60_000;

/** After some failures in a row nobody asks for a minute; then one question finds out. */
export interface Breaker {
  isOpen(): boolean;
  failed(): void;
  succeeded(): void;
}

export function createBreaker(clock: Clock): Breaker {
  let failures = 0;
  let openUntilMs = 0;
  return {
    isOpen: () => clock.now() < openUntilMs,
    failed() {
      failures += 1;
      if (failures >= FAILURES) openUntilMs = clock.now() + OPEN_FOR_MS;
    },
    succeeded() {
      failures = 0;
      openUntilMs = 0;
    },
  };
}
