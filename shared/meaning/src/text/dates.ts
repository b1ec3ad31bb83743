import { de, en, es } from "chrono-node";
import { arabicDays } from "./arabic-days.ts";
import { isCommitment } from "./commitments.ts";
import { dayAfter } from "./days.ts";
import { isNoDay, withoutRepeated } from "./doubtful-dates.ts";
import { type SupportedLanguage, supportedLanguageOf } from "./languages.ts";
import { isVague } from "./vague-days.ts";
import { tellsOfPast } from "./tense.ts";
import { weekdayOf } from "./weekdays.ts";
import { isWeekOfWeekday, weekdayInSaidWeek } from "./said-weeks.ts";
import { shiftOf } from "./weeks-on.ts";
import { yearlessDayOf } from "./yearless.ts";
import { CHAIN, FIGURE, numericDays } from "./numeric-dates.ts";

export interface DateMention {
  /** As it was written. */
  text: string;
  /** `2026-11-24`. */
  day: string;
}

export type DatedLanguage = SupportedLanguage | "other";

type Parser = Pick<typeof en, "parse">;
const PARSERS: Partial<Record<DatedLanguage, Parser>> = { en, de, es };
const DAY_FIRST: readonly DatedLanguage[] = ["de", "es", "ar"];
const MAY_HAVE_DATE =
  /\d|(?<!\p{L})(?:today|tomorrow|tonight|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day|week|month|heute|(?:über)?morgen|(?:vor)?gestern|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|woche|monat|hoy|mañana|(?:ante)?ayer|dentro de|lunes|martes|miércoles|jueves|viernes|sábado|domingo|semana|mes|يوم|غد|بعد)/iu;
/** `now`, bare times, moments, and short words that are rarely dates: `sat`, `so`, `second`. */
const NO_DAY =
  /^(?:(?:at |um )?(?:now|jetzt|just now|ahora|(?:at ?)?the moment|this (?:morning|afternoon|evening)|(?:an?|one|two|three|four|\d{1,3}) (?:day|week|month|year)s?|\d{1,2}(?::\d\d)?\s?(?:am|pm|uhr|h)?)|.*(?:second|sekunde|segundo|minute|minuto|moment)s?n?|mon|wed|sat|sun|mar|so|mo|di|mi|do|fr|sa|may|second)$/iu;
const FUTURE =
  /(?<!\p{L})(?:will|by|until|next|on|bis|am|nächste\p{L}*|werden?|wird|delivers?|arrives?|comes?|ships?|starts?|liefer(?:n|t)|kommt|kommen|beginnt|llegan?|viene|entrega(?:mos|n)?|enviamos|hasta|para|próxim\p{L}*)(?!\p{L})/iu;

/** "Tomorrow, not on Tuesday". */
const DENIED = /(?<!\p{L})(?:not|nicht|kein\p{L}{0,2}|no|nunca)(?: (?:on|at|am|an|um|el|la|los|the|next|this))?\s*$/iu;

/** Too short a message for its language, but in words that no other language has. */
const ARABIC = /\p{sc=Arab}/u;
/** Longer text without a full stop is not parsed: chrono's time grows with the square. */
const LONGEST = 1_000;

/**
 * The dates in a text, relative to the day it was written on.
 * @param at with the offset of the zone that the dates refer to
 */
export function datesOf(written: string, at: string, language: DatedLanguage): DateMention[] {
  const text = written.slice(0, LONGEST);
  if (!MAY_HAVE_DATE.test(text)) return [];
  const today = at.slice(0, 10);
  const inFigures = numericDays(text, today, DAY_FIRST.includes(language) ? "day first" : "unknown");
  let rest = text;
  for (const { index, text: taken } of inFigures)
    rest = rest.slice(0, index) + " ".repeat(taken.length) + rest.slice(index + taken.length);
  for (const noDay of [CHAIN, FIGURE]) rest = rest.replaceAll(noDay, (figures) => " ".repeat(figures.length));
  const parser = PARSERS[language];
  // A promised date is in the future.
  const isPromised = isCommitment(text);
  const inTime = (found: FoundDay) => {
    if (isWeekOfWeekday(found, text)) return [];
    const inSaidWeek = weekdayInSaidWeek(found, text, today);
    return [{ ...found, day: inSaidWeek === undefined ? timed(found, text, today, isPromised) : inSaidWeek }];
  };
  const said = [
    ...inFigures.map((figures) => ({
      ...figures,
      isWeekday: false,
      day:
        figures.isYearless && figures.day !== null
          ? yearlessDayOf({ ...figures, day: figures.day }, text, today, isPromised)
          : figures.day,
    })),
    ...(parser
      ? inWords(rest, at, parser)
          .filter((found) => !isNoDay(found, text))
          .flatMap(inTime)
      : []),
    ...(ARABIC.test(rest) ? arabicDays(rest, today) : []),
  ]
    .filter((found) => !isVague(found, text))
    .toSorted((a, b) => a.index - b.index);
  return withoutBackwards(withoutRepeated(said, text), text).flatMap(({ text: taken, day }) =>
    day === null || (isPromised && day < today) ? [] : [{ text: taken, day }],
  );
}

const BETWEEN = /(?<!\p{L})(?:between|from|zwischen|von|vom|entre|desde|del?)(?:\s(?:el|dem|the|am))?\s$/iu;

/** "Between Monday and Wednesday" on a Tuesday: the ends are of different weeks, and of which is not said. */
function withoutBackwards<Found extends { text: string; index: number; day: string | null }>(
  found: readonly Found[],
  text: string,
): Found[] {
  const isBackwards = (first?: Found, second?: Found) => {
    if (!first?.day || !second?.day || second.day >= first.day) return false;
    const isNear = second.index - first.index - first.text.length < 15;
    return isNear && BETWEEN.test(text.slice(0, first.index));
  };
  return found.filter((one, at) => !isBackwards(one, found[at + 1]) && !isBackwards(found[at - 1], one));
}

type FoundDay = ReturnType<typeof inWords>[number];

function timed(found: FoundDay, text: string, today: string, isPromised: boolean): string | null {
  const days = shiftOf(found, text);
  if (days === null) return null;
  const which = found.isWeekday ? weekdayOf : found.isYearless ? yearlessDayOf : () => found.day;
  const day = which(found, text, today, isPromised);
  return day === null ? null : dayAfter(day, days);
}

function inWords(text: string, at: string, parser: Parser) {
  const offset = offsetOf(at);
  const reference = { instant: new Date(at), timezone: offset };
  return parser
    .parse(text, reference, { forwardDate: FUTURE.test(text) && !tellsOfPast(text) })
    .filter(
      (result) =>
        isWhole(text, result) &&
        !DENIED.test(text.slice(0, result.index)) &&
        !NO_DAY.test(result.text) &&
        (result.start.isCertain("day") || result.start.isCertain("weekday")),
    )
    .map((result) => {
      // The zone's wall clock, parsed as if it were UTC.
      const date = new Date(result.start.date().getTime() + offset * 60_000);
      const isWeekday = !result.start.isCertain("day");
      const isYearless = !isWeekday && !result.start.isCertain("year");
      // Some parsers take the comma after a weekday along.
      const said = result.text.replace(/[\s,]{1,3}$/, "");
      return { text: said, index: result.index, day: date.toISOString().slice(0, 10), isWeekday, isYearless };
    });
}

/** Not a part of a word: the parser finds "in h", an hour, in "in Hamburg". */
function isWhole(text: string, { index, text: found }: { index: number; text: string }): boolean {
  const end = index + found.length;
  return (
    !/[\p{L}\p{N}]{2}/u.test(text.slice(end - 1, end + 1)) && !/[\p{L}\p{N}]{2}/u.test(text.slice(index - 1, index + 1))
  );
}

/** The language in which a message's dates are parsed: its own, or that of the text it belongs to. */
export function datedLanguageOf(text: string, all: DatedLanguage = "other"): DatedLanguage {
  const own = supportedLanguageOf(text) ?? all;
  // For short text without a detectable language: English names of days are unambiguous.
  return own === "other" && /\p{sc=Latin}/u.test(text) ? "en" : own;
}

/** In minutes, of `…+05:30`. */
function offsetOf(at: string): number {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(at) ?? [];
  return sign === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
