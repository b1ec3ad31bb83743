import { LIVE_MINUTES } from "@chorus/contracts/routes/reports";
import { toTimestamp } from "@chorus/kernel/clock";

const MINUTE_MS = 60_000;

/** Messages of one minute; `read` and `oldest` are of all outbox rows that were read, the same in each row. */
export interface MinuteRow {
  minute: Date;
  messages: number;
  read: number;
  oldest: Date;
}

/** When the first minute that is shown begins. */
export function firstMinuteMs(nowMs: number): number {
  return Math.floor(nowMs / MINUTE_MS) * MINUTE_MS - (LIVE_MINUTES - 1) * MINUTE_MS;
}

/**
 * The minutes that were read whole, oldest first, those without messages too.
 * @param maxRows as many rows read mean that older ones were left out
 */
export function messagesPerMinute(
  rows: readonly MinuteRow[],
  { nowMs, maxRows }: { nowMs: number; maxRows: number },
): { minute: string; messages: number }[] {
  const firstMs = firstMinuteMs(nowMs);
  const byMinute = new Map(rows.map((row) => [row.minute.getTime(), row.messages]));
  const completeMs = completeFromMs(rows, maxRows) ?? firstMs;
  return Array.from({ length: LIVE_MINUTES }, (_, index) => firstMs + index * MINUTE_MS)
    .filter((minuteMs) => minuteMs >= completeMs)
    .map((minuteMs) => ({ minute: toTimestamp(new Date(minuteMs)), messages: byMinute.get(minuteMs) ?? 0 }));
}

/** The oldest minute that was read is cut in the middle; the one under way is shown however much of it was read. */
function completeFromMs(rows: readonly MinuteRow[], maxRows: number): number | null {
  const [first] = rows;
  if (first === undefined || first.read < maxRows) return null;
  const newestMs = Math.max(...rows.map(({ minute }) => minute.getTime()));
  return Math.min((Math.floor(first.oldest.getTime() / MINUTE_MS) + 1) * MINUTE_MS, newestMs);
}
