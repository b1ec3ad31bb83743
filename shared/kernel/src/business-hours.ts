import type { BusinessHours } from "@chorus/contracts/entities/business-hours";

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
const WEEK_MINUTES = 7 * DAY_MINUTES;
const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/**
 * When a tenant that is closed at `nowMs` opens again; null when it is open. Computed with the zone's wall clock, so that an
 * opening at 09:00 stays at 09:00 after a change of summer time.
 */
export function closedUntil(hours: BusinessHours | null, nowMs: number): number | null {
  if (!hours) return null;
  const minuteOfWeek = weekClock(hours.timeZone);
  const spans = hours.spans.map(({ day, from, to }) => ({ from: at(day, from), to: at(day, to) }));
  const nowMinute = minuteOfWeek(nowMs);
  if (spans.some(({ from, to }) => nowMinute >= from && nowMinute < to)) return null;
  const aheadMinutes = Math.min(...spans.map(({ from }) => (from - nowMinute + WEEK_MINUTES) % WEEK_MINUTES));
  const opensAtMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS + aheadMinutes * MINUTE_MS;
  // The clock may have changed in between: the offset difference is subtracted.
  const wanted = (nowMinute + aheadMinutes) % WEEK_MINUTES;
  let offMinutes = (minuteOfWeek(opensAtMs) - wanted + WEEK_MINUTES) % WEEK_MINUTES;
  if (offMinutes > WEEK_MINUTES / 2) offMinutes -= WEEK_MINUTES;
  return Math.max(nowMs + 1, opensAtMs - offMinutes * MINUTE_MS);
}

function at(day: number, time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return (day - 1) * DAY_MINUTES + hours * 60 + minutes;
}

/** Minutes since Monday midnight in a zone. */
function weekClock(timeZone: string): (atMs: number) => number {
  const format = new Intl.DateTimeFormat("en-GB", {
    ...{ timeZone, weekday: "short", hour: "2-digit", minute: "2-digit" },
    hourCycle: "h23",
  });
  return (atMs) => {
    const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, value]));
    return at(DAYS.indexOf(parts.get("weekday") ?? "") + 1, `${parts.get("hour")}:${parts.get("minute")}`);
  };
}
