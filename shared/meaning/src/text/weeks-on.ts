import type { SaidDay } from "./when.ts";

/** "Friday week", "tomorrow fortnight". */
const WEEK_AFTER = /^\s(week|fortnight)(?!\p{L})/iu;
const PASADO = /(?<!\p{L})pasado\s$/iu;
/** "A week on Friday", "Freitag in zwei Wochen": counted from a day that the parsers take for another. */
const COUNTED_BEFORE = /(?<!\p{L})(?:weeks?|fortnight)\s(?:on|from|after)?\s?$/iu;
const COUNTED_AFTER =
  /^\s(?:in|en|on|from|after)\s(?:(?:\p{L}+|\d{1,2})\s(?:wochen?|tagen?|semanas?|días)|(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|today))(?!\p{L})/iu;
const COUNTED =
  /(?:day|tag|mittwoch|morgen|heute|mañana|lunes|martes|miércoles|jueves|viernes|sábado|domingo)\s(?:in|en)\s/iu;
const DAY_BEFORE =
  /(?:mañana|hoy|lunes|martes|miércoles|jueves|viernes|sábado|domingo|morgen|heute|tag|mittwoch|day|tomorrow)\s$/iu;
/** "The week after", of which the parsers do not read the end. */
const WEEK_OPEN = /(?<!\p{L})(?:week|month|year)\s(?:after|before)$/iu;
const AFTER_OR_BEFORE = /^\s(?:after|before)\s(?:next|last|that|this)(?!\p{L})/iu;
const SECOND = /(?:vorletzte|übernächste)[nrms]?\s(?:woche|monat|jahr)/iu;
const PERIOD = /(?:week|month|year)$/iu;
/** "The Monday after Christmas", "el lunes siguiente": of another day. After an hour or a meal it is that Monday. */
const HOUR = String.raw`(?!\s(?:(?:the|la|el|las|dem|der)\s)?(?:\d{1,2}(?!\d|\.\s?\d|\.?\s\p{L}{3})|noon|midnight|lunch|work|next|last|mittag\p{L}*|feierabend|arbeit|mediodía|una|comer))`;
const OF_ANOTHER = new RegExp(
  String.raw`^\s(?:(?:after|before|nach|vor|después de|antes de|tras)${HOUR}\s\p{L}|(?:darauf|danach|davor|siguiente|posterior|anterior|following)(?!\p{L}))`,
  "iu",
);
const ANOTHER =
  /(?<!\p{L})(?:following|folgende[nrms]?|darauffolgende[nrms]?|siguiente|anterior|other|otro|two|three|zwei|drei|dos|tres|\d)\s$/iu;

/** How many days after the day that a parser reads; null where it reads another than was meant. */
export function shiftOf({ text: found, index }: SaidDay, text: string): number | null {
  const before = text.slice(Math.max(0, index - 20), index);
  const after = text.slice(index + found.length, index + found.length + 40);
  if (COUNTED.test(found) || COUNTED_BEFORE.test(before) || COUNTED_AFTER.test(after)) return null;
  if (/^(?:in|en)\s/iu.test(found) && DAY_BEFORE.test(before)) return null;
  if (WEEK_OPEN.test(found) || SECOND.test(found) || (PERIOD.test(found) && AFTER_OR_BEFORE.test(after))) return null;
  const weeks = WEEK_AFTER.exec(after)?.[1]?.toLowerCase();
  if (weeks !== undefined) return weeks === "week" ? 7 : 14;
  return /^mañana$/iu.test(found) && PASADO.test(before) ? 1 : 0;
}

/** Whether a weekday is counted from a day that the parsers know nothing of. */
export function isOfAnother({ text: found, index }: SaidDay, text: string): boolean {
  const before = text.slice(Math.max(0, index - 20), index);
  return ANOTHER.test(before) || OF_ANOTHER.test(text.slice(index + found.length, index + found.length + 40));
}
