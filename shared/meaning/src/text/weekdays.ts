import { tellsOfFuture, tellsOfPast } from "./tense.ts";

/** Where another clause begins, which may be of another time. */
const CLAUSE =
  /[,;:!?–—،]|\.\s|(?<![\p{L}\p{N}])(?:and|but|that|because|which|und|aber|dass|weil|denn|y|pero|que|porque)(?![\p{L}\p{N}])/giu;
/** Of a coming day, as no past verb takes them; present forms beside a day are meant for it. */
const COMING =
  /(?<![\p{L}\p{N}])(?:by|until|next|delivers?|arrives?|comes?|ships?|starts?|bis|liefer(?:n|t)|kommt|kommen|beginnt|nächste\p{L}*|kommende\p{L}*|llegan?|viene|entrega(?:mos|n)?|enviamos|hasta|próxim\p{L}*)(?![\p{L}\p{N}])/iu;
const WILL = /(?<![\p{L}\p{N}])(?:will|shall|going to|wird|wirst|werden?)(?![\p{L}\p{N}])|['’]ll(?!\p{L})/iu;
/** Something was agreed: the day may be the one it was agreed on, or for. */
const AGREED =
  /(?<![\p{L}\p{N}])(?:booked|arranged|scheduled|planned|reserved|agreed|appointment|gebucht|vereinbart|eingetragen|vorgemerkt|reserviert|termin|reservado|programado|acordado|cita)(?![\p{L}\p{N}])/iu;
const HAS = /(?<![\p{L}\p{N}])(?:has|have|['’]ve|habe|haben|hat|he|hemos|ha)(?![\p{L}\p{N}])|['’]ve(?!\p{L})/iu;
/** The day that something is for. */
const FOR = /(?:for|für|para)\s(?:(?:the|el|den|next|coming)\s)?$/iu;
const SAID_LAST = /(?<!\p{L})(?:last|letzte[nrms]?|vergangene[nrms]?|pasad[oa])(?!\p{L})/iu;
const SAID_NEXT =
  /(?<!\p{L})(?:next|nächste[nrms]?|kommende[nrms]?|próxim[oa]|que viene|this|diese[nrms]?|este)(?!\p{L})/iu;
const DAY_MS = 86_400_000;

interface Weekday {
  text: string;
  index: number;
  /** As the parser reads it, which knows nothing of the verb. */
  day: string;
}

/** Which Monday "on Monday" is: by the time of its clause, and null where that does not tell. */
export function weekdayOf(found: Weekday, text: string, today: string, isPromised: boolean): string | null {
  const clause = clauseAround(text, found);
  const near = text.slice(Math.max(0, found.index - 10), found.index + found.text.length + 8);
  const next = weekAfter(found.day, today);
  const last = daysBefore(next, 7);
  const previous = last === today ? daysBefore(last, 7) : last;
  if (SAID_LAST.test(near)) return previous;
  if (SAID_NEXT.test(found.text)) return found.day > today ? found.day : next;
  if (WILL.test(clause)) return next;
  const isComing = COMING.test(clause) || tellsOfFuture(clause);
  const isPast = tellsOfPast(clause);
  if (isPast && isFor(text, found)) return HAS.test(clause) ? next : null;
  if (isPast && AGREED.test(clause)) return null;
  if (isPast) return isComing ? null : previous;
  if (isComing || isPromised || isFor(text, found)) return next;
  return found.day > today ? next : null;
}

function isFor(text: string, { index, text: found }: Weekday): boolean {
  return FOR.test(text.slice(Math.max(0, index - 15), index)) || /^(?:for|für|para)\s/iu.test(found);
}

function clauseAround(text: string, { index, text: found }: Weekday): string {
  let start = 0;
  for (const match of text.matchAll(CLAUSE)) {
    if (match.index >= index + found.length) return text.slice(start, match.index);
    if (match.index < index) start = match.index + match[0].length;
  }
  return text.slice(start);
}

/** The first such weekday after today. */
function weekAfter(day: string, today: string): string {
  const ahead = ((((Date.parse(day) - Date.parse(today)) / DAY_MS) % 7) + 7) % 7;
  return daysBefore(today, -(ahead === 0 ? 7 : ahead));
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10);
}
