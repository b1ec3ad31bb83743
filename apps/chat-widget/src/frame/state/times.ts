import { spokenLocale } from "./language.ts";

const DAY_MS = 24 * 3_600_000;
const DAYS_OF_A_WEEK = 7;

const show = (timestamp: string, options: Intl.DateTimeFormatOptions) =>
  new Date(timestamp).toLocaleString(spokenLocale(), options);

export const formatMoment = (timestamp: string): string => show(timestamp, { dateStyle: "medium", timeStyle: "short" });

export const formatTime = (timestamp: string): string => show(timestamp, { timeStyle: "short" });

export const formatNumber = (number: number): string => number.toLocaleString(spokenLocale());

/** "3 min", "2 hours". */
export function formatMinutes(minutes: number): string {
  const isLong = minutes >= 60;
  const amount = isLong ? Math.round(minutes / 60) : minutes;
  const unit = isLong ? "hour" : "minute";
  return amount.toLocaleString(spokenLocale(), { style: "unit", unit, unitDisplay: isLong ? "long" : "short" });
}

/** "Ana, Sam and Priya": first names. */
export function formatNames(names: readonly string[]): string {
  const first = names.map((name) => name.trim().split(/\s+/)[0] ?? name);
  return new Intl.ListFormat(spokenLocale()).format(first);
}

/** The line above the messages of a day: "Today 09:41", "Monday, 23 November 09:41". */
export function formatDay(timestamp: string, nowMs: number): string {
  const days = daysBefore(timestamp, nowMs);
  return `${days < 2 ? relativeDay(days) : longDate(timestamp, nowMs)} ${formatTime(timestamp)}`;
}

/** In a list: the time today, the weekday in the last week, else the date. */
export function formatWhen(timestamp: string, nowMs: number): string {
  const days = daysBefore(timestamp, nowMs);
  if (days < 1) return formatTime(timestamp);
  if (days < DAYS_OF_A_WEEK) return show(timestamp, { weekday: "short" });
  return show(timestamp, { day: "numeric", month: "short", ...yearUnless(timestamp, nowMs) });
}

/** When a tenant opens again, in the visitor's zone; only the time when that is today. */
export function formatOpening(timestamp: string, nowMs: number): { isToday: boolean; time: string } {
  const days = -daysBefore(timestamp, nowMs);
  if (days === 0) return { isToday: true, time: formatTime(timestamp) };
  const date = days < DAYS_OF_A_WEEK ? ({ weekday: "long" } as const) : ({ day: "numeric", month: "long" } as const);
  return { isToday: false, time: show(timestamp, { ...date, hour: "numeric", minute: "2-digit" }) };
}

/** Whole days of the calendar between a moment and now; negative for what is to come. */
function daysBefore(timestamp: string, nowMs: number): number {
  const midnight = (ms: number) => new Date(ms).setHours(0, 0, 0, 0);
  return Math.round((midnight(nowMs) - midnight(Date.parse(timestamp))) / DAY_MS);
}

function relativeDay(daysAgo: number): string {
  const day = new Intl.RelativeTimeFormat(spokenLocale(), { numeric: "auto" }).format(-daysAgo, "day");
  return day.charAt(0).toLocaleUpperCase(spokenLocale()) + day.slice(1);
}

const longDate = (timestamp: string, nowMs: number) =>
  show(timestamp, { weekday: "long", day: "numeric", month: "long", ...yearUnless(timestamp, nowMs) });

function yearUnless(timestamp: string, nowMs: number): Intl.DateTimeFormatOptions {
  return new Date(timestamp).getFullYear() === new Date(nowMs).getFullYear() ? {} : { year: "numeric" };
}
