/** The time, injected so that tests can control it. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** The contract's time format: UTC, milliseconds. */
export function toTimestamp(time: Date | number): string {
  return new Date(time).toISOString();
}
