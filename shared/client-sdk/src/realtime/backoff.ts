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

/** Whether a connection that held for `onlineMs` makes the next loss count as the first again. */
export function wasHealthy(onlineMs: number): boolean {
  return onlineMs >= TIMINGS.reconnectResetMs;
}
