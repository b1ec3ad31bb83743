/** "Friday week", "tomorrow fortnight". */
const WEEK_AFTER = /^\s(week|fortnight)(?!\p{L})/iu;
const PASADO = /(?<!\p{L})pasado\s$/iu;
/** "A week on Friday", "Freitag in zwei Wochen": counted from a day that the parsers take for another. */
const COUNTED_BEFORE = /(?<!\p{L})(?:weeks?|fortnight)\s(?:on|from|after)?\s?$/iu;
const COUNTED_AFTER =
  /^\s(?:in|en|on|from|after)\s(?:(?:\p{L}+|\d{1,2})\s(?:wochen?|tagen?|semanas?|días)|(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|today))(?!\p{L})/iu;
const COUNTED =
  /(?:tag|mittwoch|morgen|heute|mañana|lunes|martes|miércoles|jueves|viernes|sábado|domingo)\s(?:in|en)\s/iu;
const DAY_BEFORE = /(?:mañana|hoy|lunes|martes|miércoles|jueves|viernes|sábado|domingo|morgen|heute|tag|mittwoch)\s$/iu;

/** How many days after the day that a parser reads; null where it reads another than was meant. */
export function shiftOf({ text: found, index }: { text: string; index: number }, text: string): number | null {
  const before = text.slice(Math.max(0, index - 20), index);
  const after = text.slice(index + found.length, index + found.length + 40);
  if (COUNTED.test(found) || COUNTED_BEFORE.test(before) || COUNTED_AFTER.test(after)) return null;
  if (/^(?:in|en)\s/iu.test(found) && DAY_BEFORE.test(before)) return null;
  const weeks = WEEK_AFTER.exec(after)?.[1]?.toLowerCase();
  if (weeks !== undefined) return weeks === "week" ? 7 : 14;
  return /^mañana$/iu.test(found) && PASADO.test(before) ? 1 : 0;
}
