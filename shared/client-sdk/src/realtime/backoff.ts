import { TIMINGS } from "@chorus/contracts/limits";

/**
 * Full jitter (Brooker, "Exponential Backoff And Jitter", AWS 2015): a uniformly random part of 0.5 s doubling to 20 s.
 *
 * @param attempt 0 for the first try after a loss.
 * @param random a number in [0, 1).
 * @returns milliseconds to wait.
 */
export function backoffMs(attempt: number, random: number): number {
  const ceilingMs = Math.min(TIMINGS.reconnectMaxMs, TIMINGS.reconnectBaseMs * 2 ** Math.min(attempt, 16));
  return Math.round(ceilingMs * random);
}

/**
 * The longest wait of a request on a socket that is open: behind it a service may be back long before the twentieth second,
 * and what somebody wrote should be there within seconds of it. Asking costs no handshake.
 */
const REQUEST_RETRY_MAX_MS = 5_000;

/** As {@link backoffMs}, for a request that was refused for now. */
export function requestRetryMs(attempt: number, random: number): number {
  return Math.round(Math.min(backoffMs(attempt, 1), REQUEST_RETRY_MAX_MS) * random);
}

/** What a loss counts as at most when the gateway had let us in: it is there, and eight seconds spread its clients enough. */
const WELCOMED_ATTEMPT_MAX = 4;

/** How many tries count after the loss of a connection that held for `onlineMs`; null when it never got as far as being welcome. */
export function attemptAfter(attempt: number, onlineMs: number | null): number {
  if (onlineMs === null) return attempt;
  return wasHealthy(onlineMs) ? 0 : Math.min(attempt, WELCOMED_ATTEMPT_MAX);
}

/** Whether a connection that held for `onlineMs` makes the next loss count as the first again. */
function wasHealthy(onlineMs: number): boolean {
  return onlineMs >= TIMINGS.reconnectResetMs;
}
