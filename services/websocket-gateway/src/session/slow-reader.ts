/** Far enough below the transport's limit that the close frame itself still fits. */
export const SLOW_READER_BYTES = 256 * 1024;
export const SLOW_READER_MS = 5_000;

/**
 * Since when a connection's send buffer has been too large, after checking it once more.
 * @returns null when it keeps up
 */
export function slowSince(previousMs: number | null, bufferedBytes: number, nowMs: number): number | null {
  if (bufferedBytes <= SLOW_READER_BYTES) return null;
  return previousMs ?? nowMs;
}

export function isTooSlow(sinceMs: number | null, nowMs: number): boolean {
  return sinceMs !== null && nowMs - sinceMs >= SLOW_READER_MS;
}
