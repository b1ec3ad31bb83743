const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const shortDay = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const longDay = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });
const exact = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "medium" });

/** "now", "4 min", "3 h", "Yesterday", "12 Nov". A time slightly ahead (another machine's clock) is "now". */
export function formatAgo(timestamp: string, nowMs: number): string {
  const date = new Date(timestamp);
  const agoMs = nowMs - date.getTime();
  if (agoMs < MINUTE_MS) return "now";
  if (agoMs < HOUR_MS) return `${Math.floor(agoMs / MINUTE_MS)} min`;
  if (agoMs < DAY_MS) return `${Math.floor(agoMs / HOUR_MS)} h`;
  if (daysBetween(date, new Date(nowMs)) === 1) return "Yesterday";
  return shortDay.format(date);
}

export function formatClock(timestamp: string): string {
  return clock.format(new Date(timestamp));
}

/** With weekday, date, seconds: for the title of a relative time. */
export function formatExact(timestamp: string): string {
  return exact.format(new Date(timestamp));
}

/** "Today", "Yesterday", "Monday 3 March". */
export function formatDay(timestamp: string, nowMs: number): string {
  const date = new Date(timestamp);
  const days = daysBetween(date, new Date(nowMs));
  if (days <= 0) return "Today";
  return days === 1 ? "Yesterday" : longDay.format(date);
}

export function isSameDay(one: string, other: string): boolean {
  return daysBetween(new Date(one), new Date(other)) === 0;
}

/** Calendar days in the reader's own zone; rounded, as days of a clock change have 23 or 25 hours. */
function daysBetween(earlier: Date, later: Date): number {
  return Math.round((startOfDayMs(later) - startOfDayMs(earlier)) / DAY_MS);
}

function startOfDayMs(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
