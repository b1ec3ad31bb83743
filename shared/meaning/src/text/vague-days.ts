import type { SaidDay } from "./when.ts";

const DAY_NAME =
  /(?<!\p{L})(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|lunes|martes|miércoles|jueves|viernes|sábado|domingo)(?!\p{L})/iu;
const behind = (...some: string[]) => new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${some.join("|")})\s$`, "iu");

/** A week without a day of it, in which any day may be meant; not a number of weeks from today on. */
const WEEK =
  /^(?:(?:in|on|by|during|for|within|der|die|la|el|en)\s){0,2}(?:(?:the|this|next|coming|diese[rn]?|(?:nächste|kommende)[nr]?|der|die|esta|la)\s){1,2}(?:week|woche|semana)$|^(?:la\s)?(?:próxima semana|semana (?:próxima|que viene))$/iu;
/** Not one such day, but all of them or any. */
const ANY = behind(
  String.raw`(?:every|each|any|most|some|all|many|certain|alternate)(?:\s(?:other|second|third|single|of (?:the|these)|following|next))?`,
  "on an?|one of (?:the|these)(?: \\p{L}{1,12})?",
  String.raw`(?:jede[nrms]?|alle|an einem|irgendeine[nm]|manche[nm]?|einige[n]?|beliebige[nr]?)(?:\s(?:zweite|dritte|einzelne|folgende|beliebige)[nr]?)?`,
  String.raw`(?:todos los|cada|los|algún|algunos|cualquier|un)(?:\s(?:otro|segundo))?`,
  "كل|أي|جميع [أا]يام",
);
/** All days but this one. */
const BUT = behind(
  String.raw`(?:except(?:ing)?(?: for)?|other than|apart from|aside from|excluding|save for|(?:any|every|all|each|no)\s[^.,;]{0,30}\sbut)(?:\s(?:on|the|this|next))?`,
  String.raw`(?:außer|ausgenommen|ausschließlich|bis auf|abgesehen von|mit ausnahme (?:von|des))(?:\s(?:am|an|den|dem|diesen))?`,
  String.raw`(?:menos|excepto|salvo|aparte de|a excepción de|con excepción de|exceptuando)(?:\s(?:el|del?|los))?`,
  "(?:ما )?عدا|[إا]لا|باستثناء|سوى",
);
/** What is counted from it, or begins after it, is on another day. */
const FROM = behind(
  String.raw`(?:after|(?:days?|weeks?|months?|fortnight) (?:before|following|from|prior to)|not (?:until )?(?:before|until)|earliest)(?:\s(?:on|the))?`,
  String.raw`(?:nach|(?:tag[e]?|wochen?|monat[e]?) (?:vor|ab)|nicht vor|frühestens|ab dem tag nach)(?:\s(?:am|dem|den|diesem))?`,
  String.raw`(?:después|luego|tras|(?:días?|semanas?|mes(?:es)?) antes|no antes)(?:\s(?:del?|el|día)){0,3}`,
  "بعد",
);
const ORDINAL = behind(
  "first|second|third|fourth|fifth|[1-5](?:st|nd|rd|th)",
  "(?:erste|zweite|dritte|vierte|fünfte)[nrs]?|[1-5]\\.",
  "primer|segundo|tercer|cuarto|quinto",
);
const LAST = behind("last|final", "letzte[nrs]?", "último");
const OF_MONTH = /^\s(?:in|of|im|des|de|del)\s(?!(?:this|last|diese[rn]?|esta)\s(?:week|woche|semana))/iu;
/** "In a week or two", "in two weeks or so". */
const OR_SO =
  /^\s(?:(?:or|to|oder|bis|o|a)\s(?:two|three|four|five|so|more|longer|later|zwei|drei|vier|mehr|länger|später|dos|tres|cuatro|más|así|\d)|und mehr|plus)(?!\p{L})/iu;

/** Whether a day is named by what is not that day, or not only: "every Friday", "any day but Friday", "the week after Friday". */
export function isVague({ text: said, index }: SaidDay, text: string): boolean {
  if (WEEK.test(said)) return true;
  const name = DAY_NAME.exec(said);
  const start = index + (name?.index ?? 0);
  const before = text.slice(Math.max(0, start - 50), start);
  // The parsers take "two days after" along, and count.
  const ahead = text.slice(Math.max(0, index - 50), index);
  const after = text.slice(index + said.length, index + said.length + 30);
  if (BUT.test(ahead) || FROM.test(ahead) || OR_SO.test(after)) return true;
  if (said.startsWith("يوم")) return ANY.test(before);
  return name !== null && (ANY.test(before) || ORDINAL.test(before) || (LAST.test(before) && OF_MONTH.test(after)));
}
