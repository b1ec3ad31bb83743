import type { TaskDefinition } from "@chorus/contracts/define-task";

/**
 * Doubling, with jitter on the upper half: many tasks that failed together come back apart.
 * @param attempts how many were made, from 1
 * @param random 0 to 1
 * @returns milliseconds
 */
export function retryDelayMs(
  { firstMs, longestMs }: TaskDefinition["backoff"],
  attempts: number,
  random: number,
): number {
  const ceilingMs = Math.min(longestMs, firstMs * 2 ** Math.min(attempts - 1, 30));
  return Math.round(ceilingMs * (0.5 + random / 2));
}
