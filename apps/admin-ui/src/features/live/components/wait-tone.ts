const MINUTE_MS = 60_000;
const LONG_MS = 5 * MINUTE_MS;
const TOO_LONG_MS = 30 * MINUTE_MS;

/** Amber after five minutes, red after half an hour. */
export function waitTone(since: string | null, nowMs: number): string | undefined {
  const waitedMs = since === null ? 0 : nowMs - Date.parse(since);
  if (waitedMs >= TOO_LONG_MS) return "text-red-ink";
  return waitedMs >= LONG_MS ? "text-amber-ink" : undefined;
}
