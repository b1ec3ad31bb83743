import { type SaidDay, whenOf } from "./when.ts";

/** What stands behind a day in place of its year, and how many years from this one it means. */
const YEARS: readonly [number, RegExp][] = [
  [-2, /^,?\s(?:(?:of\s)?the year before last|vorletzten jahres)(?!\p{L})/iu],
  [-1, /^,?\s(?:(?:of\s)?last year|(?:letzten|vergangenen|vorigen) jahres|v\.\s?j\.|del año pasado)(?!\p{L})/iu],
  [0, /^,?\s(?:(?:of\s)?this year|dieses jahres|d\.\s?j\.|de este año)(?!\p{L})/iu],
  [1, /^,?\s(?:(?:of\s)?next year|(?:nächsten|kommenden) jahres|del (?:próximo año|año que viene))(?!\p{L})/iu],
  [2, /^,?\s(?:(?:of\s)?the year after next|übernächsten jahres)(?!\p{L})/iu],
];
const PREPOSITION = String.raw`(?:(?:on|am|vom|el|the|den|dem)\s){0,2}`;
const LAST = new RegExp(
  String.raw`(?<!\p{L})(?:last|past|letzte[nrms]?|vergangene[nrms]?|pasado|since|seit|seit dem)\s${PREPOSITION}$`,
  "iu",
);
const LAST_BEHIND = /^\s(?:pasado|ago)(?!\p{L})/iu;
const NEXT = new RegExp(
  String.raw`(?<!\p{L})(?:next|coming|nächste[nrms]?|kommende[nrms]?|próximo)\s${PREPOSITION}$`,
  "iu",
);
const NEXT_BEHIND = /^\s(?:próximo|que viene)(?!\p{L})/iu;

/** "Tickets for the show on 4 December": bought in the past, and on a day that may be to come. */
const FOR_SOMETHING = /(?<!\p{L})(?:for|für|zum|zur|para)\s(?:[^\s,.;]{1,30}\s){1,5}$/iu;

/** Which 5 March "5 March" is: the last one or the next, by what was said of it; null where nothing tells. */
export function yearlessDayOf(
  found: SaidDay & { day: string },
  text: string,
  today: string,
  isPromised: boolean,
): string | null {
  const before = text.slice(Math.max(0, found.index - 60), found.index);
  const end = found.index + found.text.length;
  const after = text.slice(end, end + 30);
  const thisYear = Number(today.slice(0, 4));
  const said = YEARS.find(([, behind]) => behind.test(after));
  if (said) return inYear(thisYear + said[0], found.day);
  // 29 February is in one of eight years at least.
  const years = Array.from({ length: 17 }, (_, at) => thisYear - 8 + at);
  const days = years.flatMap((year) => inYear(year, found.day) ?? []);
  const last = days.findLast((day) => day <= today) ?? null;
  const next = days.find((day) => day >= today) ?? null;
  if (LAST.test(before) || LAST_BEHIND.test(after)) return last;
  if (NEXT.test(before) || NEXT_BEHIND.test(after)) return next;
  const when = whenOf(found, text, isPromised);
  const isNextNearer = ahead(today, next) < ahead(last, today);
  if (when === "past") return isNextNearer && FOR_SOMETHING.test(before) ? null : last;
  return when === "coming" ? next : null;
}

function ahead(from: string | null, to: string | null): number {
  return from === null || to === null ? Infinity : Date.parse(to) - Date.parse(from);
}

function inYear(year: number, day: string): string | null {
  const [, month = 0, date = 0] = day.split("-").map(Number);
  const found = new Date(Date.UTC(year, month - 1, date));
  return found.getUTCMonth() === month - 1 ? found.toISOString().slice(0, 10) : null;
}
