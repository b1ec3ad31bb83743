import { serverNowMs } from "../browser/now.ts";
import { dateFormatter } from "./date-formatter.ts";
import { readerTag } from "./reader-tag.ts";

/** A day of the calendar, "2026-11-12", the same wherever it is read. */
export type CalendarDay = string;

const DAY_MS = 24 * 60 * 60 * 1_000;
const CENTURY = 2_000;

const toDate = (day: CalendarDay) => new Date(`${day}T00:00:00Z`);
const toDay = (date: Date): CalendarDay => date.toISOString().slice(0, 10);

/** Today where the reader is, by the server's clock. */
export function today(): CalendarDay {
  const now = new Date(serverNowMs());
  return toDay(new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())));
}

export function addDays(day: CalendarDay, days: number): CalendarDay {
  return toDay(new Date(toDate(day).getTime() + days * DAY_MS));
}

/** The same day of another month, or its last one. */
export function addMonths(day: CalendarDay, months: number): CalendarDay {
  const date = toDate(day);
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date.getUTCDate(), last));
  return toDay(first);
}

/** Monday is 1, Sunday 7. */
function weekdayOf(day: CalendarDay): number {
  return toDate(day).getUTCDay() || 7;
}

export function startOfWeek(day: CalendarDay, firstWeekday: number): CalendarDay {
  return addDays(day, -((weekdayOf(day) - firstWeekday + 7) % 7));
}

/** The six weeks that show the month of a day. */
export function weeksOfMonth(day: CalendarDay, firstWeekday: number): CalendarDay[][] {
  const from = startOfWeek(`${day.slice(0, 8)}01`, firstWeekday);
  return Array.from({ length: 6 }, (_, week) => Array.from({ length: 7 }, (__, at) => addDays(from, week * 7 + at)));
}

/** The first day of the reader's week: Monday is 1. */
export function firstWeekday(): number {
  const locale = new Intl.Locale(readerTag()) as Intl.Locale & { getWeekInfo?: () => { firstDay: number } };
  return locale.getWeekInfo?.().firstDay ?? 1;
}

export function formatCalendar(day: CalendarDay, options: Intl.DateTimeFormatOptions): string {
  return dateFormatter(readerTag(), { ...options, timeZone: "UTC" }).format(toDate(day));
}

/** "12/11/2026" as the reader writes it. */
export function formatTypedDay(day: CalendarDay, tag = readerTag()): string {
  const options = { day: "2-digit", month: "2-digit", year: "numeric", timeZone: "UTC" } as const;
  return dateFormatter(tag, options).format(toDate(day));
}

/** "dd/mm/yyyy" in the reader's order and letters: what a field for a day says while it is empty. */
export function typedDayPattern(tag = readerTag()): string {
  const [day, month, year] = tag.startsWith("de") ? ["TT", "MM", "JJJJ"] : ["dd", "mm", "yyyy"];
  const letters: Partial<Record<string, string>> = { day, month, year };
  const options = { day: "2-digit", month: "2-digit", year: "numeric" } as const;
  const parts = dateFormatter(tag, options).formatToParts(0);
  return parts.map(({ type, value }) => letters[type] ?? value).join("");
}

/** "12.11.26", "12/11/2026" or "2026-11-12"; null for what is no day. */
export function parseTypedDay(text: string, tag = readerTag()): CalendarDay | null {
  const numbers = text.match(/\d+/g) ?? [];
  if (numbers.length !== 3) return null;
  const order = numbers[0]?.length === 4 ? ["year", "month", "day"] : orderOf(tag);
  const [year = 0, month = 0, day = 0] = ["year", "month", "day"].map((part) => Number(numbers[order.indexOf(part)]));
  const full = year < 100 ? CENTURY + year : year;
  const date = new Date(Date.UTC(full, month - 1, day));
  const isReal = date.getUTCFullYear() === full && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal && full > 1_900 && full < 10_000 ? toDay(date) : null;
}

function orderOf(tag: string): string[] {
  const options = { day: "2-digit", month: "2-digit", year: "numeric" } as const;
  const parts = dateFormatter(tag, options).formatToParts(0);
  return parts.map(({ type }) => type).filter((type) => type !== "literal");
}
