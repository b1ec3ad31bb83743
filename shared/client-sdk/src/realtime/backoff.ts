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
 * The longest pause before a request is retried on an open socket: a service may be back long before 20 s have passed,
 * and a message should arrive within seconds after that. A retry needs no handshake.
 */
const REQUEST_RETRY_MAX_MS = 5_000;

/** As {@link backoffMs}, for a request that was refused temporarily. */
export function requestRetryMs(attempt: number, random: number): number {
  return Math.round(Math.min(backoffMs(attempt, 1), REQUEST_RETRY_MAX_MS) * random);
}

/** The most a loss counts when the gateway was reachable: eight seconds spread its clients enough. */
const WELCOMED_ATTEMPT_MAX = 4;

/** The attempts that count after the loss of a connection that lasted `onlineMs`; null when it never got a welcome. */
export function attemptAfter(attempt: number, onlineMs: number | null): number {
  if (onlineMs === null) return attempt;
  return wasHealthy(onlineMs) ? 0 : Math.min(attempt, WELCOMED_ATTEMPT_MAX);
}

/** Whether a connection that lasted `onlineMs` resets the attempts. */
function wasHealthy(onlineMs: number): boolean {
  return onlineMs >= TIMINGS.reconnectResetMs;
}
