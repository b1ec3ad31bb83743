import { dayAfter } from "./days.ts";
import type { SaidDay } from "./when.ts";

/** From Sunday, as the parsers' languages begin them. */
const NAMES = [
  /^(?:sun|sonn(?!abend)|dom)/iu,
  /^(?:mon|lun)/iu,
  /^(?:tue|diens|mar)/iu,
  /^(?:wed|mitt|mi[eé])/iu,
  /^(?:thu|donn|jue)/iu,
  /^(?:fri|frei|vie)/iu,
  /^(?:sat|sams|sonnabend|s[aá]b)/iu,
];
const WEEKDAY =
  /(?<!\p{L})(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|lunes|martes|miércoles|jueves|viernes|sábado|domingo)(?!\p{L})/iu;
/** Weeks from this one on. */
const WEEKS: readonly [number | null, string][] = [
  [2, String.raw`week after next|übernächste[nr]? woche`],
  [-2, String.raw`week before last|vorletzte[nr]? woche|semana antepasada|antepasada semana`],
  [
    null,
    String.raw`week (?:after|before)|(?:following|previous) week|\p{L}+(?:über|vor)(?:nächste|letzte)[nr]? woche|folgende[nr]? woche|woche (?:darauf|danach|davor)|semana (?:siguiente|subsiguiente|anterior)|siguiente semana`,
  ],
  [
    1,
    String.raw`(?:next|coming) week|(?:nächste|kommende)[nr]? woche|próxima semana|semana (?:próxima|que viene|entrante)`,
  ],
  [-1, String.raw`(?:last|past) week|(?:letzte|vergangene|vorige)[nr]? woche|(?:pasada )?semana pasada|pasada semana`],
  [0, String.raw`this week|diese[rn]? woche|esta semana`],
];
const PARTS = WEEKS.map(([weeks, said]) => ({
  weeks,
  before: new RegExp(String.raw`(?<!\p{L})(?:${said}),?\s(?:on\s|am\s|el\s)?$`, "iu"),
  after: new RegExp(
    String.raw`^,?\s(?:(?:of|in|during|de|der|in der|der|des)\s)?(?:the\s|la\s)?(?:${said})(?!\p{L})`,
    "iu",
  ),
  alone: new RegExp(String.raw`^(?:in\s|in der\s|the\s|la\s)?(?:${said})$`, "iu"),
}));
/** A weekday beside its week. */
const WEEKDAY_AFTER = new RegExp(String.raw`^,?\s(?:on\s|am\s|el\s)?${WEEKDAY.source}`, "iu");
const WEEKDAY_BEFORE = new RegExp(
  String.raw`${WEEKDAY.source},?\s(?:(?:of|in|de|der|in der)\s)?(?:the\s|la\s)?$`,
  "iu",
);
const AFTER_NEXT = /(?<!\p{L})übernächste[nrms]?\s$/iu;
const AFTER_NEXT_BEHIND = /^\s(?:after next|subsiguiente|después del próximo)(?!\p{L})/iu;
const BEFORE_LAST = /(?<!\p{L})(?:vorletzte[nrms]?|antepasado)\s$/iu;
const BEFORE_LAST_BEHIND = /^\s(?:before last|antepasado)(?!\p{L})/iu;
/** "Vorvorletzten", "überübernächsten". */
const FARTHER = /(?<!\p{L})\p{L}+(?:übernächste|vorletzte)[nrms]?\s$/iu;

/**
 * The weekday of a week that is named beside it, "Friday of the week after next", or the second one, "übernächsten Freitag". Undefined
 * where none is named, null where it may be of two weeks.
 */
export function weekdayInSaidWeek(found: SaidDay, text: string, today: string): string | null | undefined {
  const name = WEEKDAY.exec(found.text);
  if (!name || /\d/.test(found.text)) return undefined;
  const start = found.index + name.index;
  const end = start + name[0].length;
  const before = text.slice(Math.max(0, start - 40), start);
  const after = text.slice(end, end + 40);
  const index = NAMES.findIndex((begins) => begins.test(name[0]));
  const todays = new Date(today).getUTCDay();
  const part = PARTS.find((one) => one.before.test(before) || one.after.test(after));
  if (part) {
    // Some weeks begin on Sunday.
    const isUnclear = part.weeks === null || (/day$/iu.test(name[0]) && (index === 0 || todays === 0));
    return isUnclear ? null : dayAfter(today, (part.weeks ?? 0) * 7 + ((index + 6) % 7) - ((todays + 6) % 7));
  }
  if (FARTHER.test(before)) return null;
  const coming = (index - todays + 7) % 7 || 7;
  if (AFTER_NEXT.test(before)) return dayAfter(today, coming + 7);
  // "Next Friday" may be of this week or of the next one.
  if (AFTER_NEXT_BEHIND.test(after)) return coming > (7 - todays) % 7 ? dayAfter(today, coming + 7) : null;
  const isBeforeLast = BEFORE_LAST.test(before) || BEFORE_LAST_BEHIND.test(after);
  return isBeforeLast ? dayAfter(today, ((index - todays - 7) % 7 || -7) - 7) : undefined;
}

/** Whether the words name a week, which a weekday beside them is of. */
export function isWeekOfWeekday({ text: found, index }: SaidDay, text: string): boolean {
  if (!PARTS.some(({ alone }) => alone.test(found))) return false;
  const before = text.slice(Math.max(0, index - 30), index);
  const after = text.slice(index + found.length, index + found.length + 30);
  return WEEKDAY_AFTER.test(after) || WEEKDAY_BEFORE.test(before);
}
