import { de, en } from "chrono-node";

export interface FoundDate {
  /** As it was written. */
  text: string;
  /** `2026-11-24`. */
  day: string;
}

const MAY_HAVE_DATE =
  /\d|\b(?:today|tomorrow|tonight|yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday|week|month|heute|morgen|gestern|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|woche|monat)/iu;
/** `now`, `in a moment` and bare times are no dates. */
const NO_DAY =
  /^(?:now|jetzt|just now|at? ?the moment|this (?:morning|afternoon|evening)|\d{1,2}(?::\d\d)?\s?(?:am|pm|uhr)?)$/iu;

/** Where somebody goes on without a full stop for longer, days are not looked for: chrono's time grows with the square. */
const LONGEST = 1_000;

/** The days a text names, seen from the day it was written on. */
export function datesOf(written: string, at: string, language: "en" | "de"): FoundDate[] {
  const text = written.slice(0, LONGEST);
  if (!MAY_HAVE_DATE.test(text)) return [];
  const parser = language === "de" ? de : en;
  return parser
    .parse(text, new Date(at), { forwardDate: /\b(?:will|by|until|next|on|bis|am|nächste)\b/iu.test(text) })
    .filter(
      (result) => !NO_DAY.test(result.text) && (result.start.isCertain("day") || result.start.isCertain("weekday")),
    )
    .map((result) => {
      const date = result.start.date();
      const isToday = date.toISOString().slice(0, 10) === at.slice(0, 10);
      // "By Saturday", said on a Saturday, is in a week.
      if (isToday && !result.start.isCertain("day") && result.start.isCertain("weekday"))
        date.setUTCDate(date.getUTCDate() + 7);
      return { text: result.text, day: date.toISOString().slice(0, 10) };
    });
}
