const FIRST_MS = 5_000;
const LONGEST_MS = 15 * 60_000;

/** How often a provider is asked before a delivery is given up: about seven hours, longer than most outages. */
export const MAX_ATTEMPTS = 36;

/**
 * Doubling with full jitter on the upper half: many deliveries that failed together come back apart.
 * @param attempts how many were made
 * @param random 0 to 1
 */
export function retryDelayMs(attempts: number, random: number): number {
  const ceilingMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts - 1, 20));
  return Math.round(ceilingMs * (0.5 + random / 2));
}
