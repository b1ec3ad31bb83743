import { dateFormatter } from "./date-formatter.ts";
import { languageChoice } from "./language.ts";
import { LANGUAGE_TAGS } from "./reader-tag.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const WORDS = {
  en: { now: "now", minutes: "min", hours: "h", today: "Today", yesterday: "Yesterday" },
  de: { now: "jetzt", minutes: "Min.", hours: "Std.", today: "Heute", yesterday: "Gestern" },
} as const;

/** In the language of the desk. */
function formatter(options: Intl.DateTimeFormatOptions): (date: Date) => string {
  return (date) => dateFormatter(LANGUAGE_TAGS[languageChoice.getSnapshot()], options).format(date);
}

const words = () => WORDS[languageChoice.getSnapshot()];
const clock = formatter({ hour: "2-digit", minute: "2-digit" });
const shortDay = formatter({ day: "numeric", month: "short" });
const longDay = formatter({ weekday: "long", day: "numeric", month: "long" });
const weekdayTime = formatter({ weekday: "short", hour: "2-digit", minute: "2-digit" });
const month = formatter({ month: "short", year: "numeric" });
const exact = formatter({ dateStyle: "full", timeStyle: "medium" });
const fullDate = formatter({ dateStyle: "medium" });
const moment = formatter({ dateStyle: "medium", timeStyle: "short" });

/** "now", "4 min", "3 h", "Yesterday", "12 Nov". A time slightly ahead (another machine's clock) is "now". */
export function formatAgo(timestamp: string, nowMs: number): string {
  const date = new Date(timestamp);
  const agoMs = nowMs - date.getTime();
  if (agoMs < MINUTE_MS) return words().now;
  if (agoMs < HOUR_MS) return `${Math.floor(agoMs / MINUTE_MS)} ${words().minutes}`;
  if (agoMs < DAY_MS) return `${Math.floor(agoMs / HOUR_MS)} ${words().hours}`;
  if (daysBetween(date, new Date(nowMs)) === 1) return words().yesterday;
  return shortDay(date);
}

/** "12 Nov" of a calendar day, "2026-11-12", which is the same wherever it is read. */
export function formatCalendarDay(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return shortDay(new Date(year, month - 1, date));
}

export function formatClock(timestamp: string): string {
  return clock(new Date(timestamp));
}

/** "Tue 18:04" in another zone; null for a time zone this browser does not know. */
export function formatLocalTime(timeZone: string, nowMs: number): string | null {
  try {
    const tag = LANGUAGE_TAGS[languageChoice.getSnapshot()];
    return new Intl.DateTimeFormat(tag, { timeZone, weekday: "short", hour: "2-digit", minute: "2-digit" }).format(
      nowMs,
    );
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** "12 Nov 2026", and the same with the time. */
export function formatDate(timestamp: string): string {
  return fullDate(new Date(timestamp));
}

export function formatMoment(timestamp: string): string {
  return moment(new Date(timestamp));
}

/** With weekday, date, seconds: for the title of a relative time. */
export function formatExact(timestamp: string): string {
  return exact(new Date(timestamp));
}

/** "Today", "Yesterday", "Monday 3 March". */
export function formatDay(timestamp: string, nowMs: number): string {
  const date = new Date(timestamp);
  const days = daysBetween(date, new Date(nowMs));
  if (days <= 0) return words().today;
  return days === 1 ? words().yesterday : longDay(date);
}

/** "09:41" of today, else "12 Nov": for small marks beside a text. */
export function formatShort(timestamp: string, nowMs: number): string {
  return isSameDay(timestamp, new Date(nowMs).toISOString()) ? formatClock(timestamp) : shortDay(new Date(timestamp));
}

/** "Mar 2025". */
export function formatMonth(timestamp: string): string {
  return month(new Date(timestamp));
}

/** "Mon 09:00". */
export function formatWeekdayTime(timestamp: string): string {
  return weekdayTime(new Date(timestamp));
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
