import type { BusinessHours } from "@chorus/contracts/entities/business-hours";

export type Span = BusinessHours["spans"][number];

/** Monday is 1. */
export const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const USUAL = { from: "09:00", to: "17:00" };
const WORKDAYS = [1, 2, 3, 4, 5];

export function usualHours(timeZone: string): BusinessHours {
  return { timeZone, spans: WORKDAYS.map((day) => ({ day, ...USUAL })) };
}

/** By day and time, so that equal hours are equal. */
export function tidyHours({ timeZone, spans }: BusinessHours): BusinessHours {
  const inOrder = spans
    .map(({ day, from, to }) => ({ day, from, to }))
    .toSorted((one, other) => one.day - other.day || one.from.localeCompare(other.from));
  return { timeZone, spans: inOrder };
}

/** A day with these spans in place of its own, in their order: a row must not move while its time is being typed. */
export function withDay(hours: BusinessHours, day: number, spans: readonly Omit<Span, "day">[]): BusinessHours {
  const others = hours.spans.filter((span) => span.day !== day);
  return { ...hours, spans: [...others, ...spans.map(({ from, to }) => ({ day, from, to }))] };
}

/** What a day begins with, and what comes after its last span. */
export function nextSpan(spans: readonly Span[]): Omit<Span, "day"> | null {
  const last = spans.toSorted((one, other) => one.to.localeCompare(other.to)).at(-1);
  if (!last) return USUAL;
  const hour = Number(last.to.slice(0, 2)) + 1;
  if (hour > 22) return null;
  const at = (value: number) => `${String(value).padStart(2, "0")}:00`;
  return { from: at(hour), to: at(Math.min(23, hour + 3)) };
}

export const isTurned = ({ from, to }: Pick<Span, "from" | "to">) => from >= to;
