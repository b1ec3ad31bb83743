/** A date as a parser found it in a text. */
interface FoundDay {
  text: string;
  index: number;
  day: string;
  /** Given by the name of a weekday alone. */
  isWeekday: boolean;
}

const BETWEEN = /^[\s,(]{0,3}(?:(?:the|den|dem|der|el|día)[\s,]{1,2})?$/iu;
/** The day of the month after a weekday, which the parsers do not read: "Thursday the 12th", "el martes 13", "Do. 12.". */
const DAY_OF_MONTH =
  /^(?:,|\.(?=\s\d{1,2}\.))?\s(?:(?:the|den|dem)\s)?(\d{1,2})(?:(?:st|nd|rd|th)(?!\p{L})|\.(?!\d)|(?=[.,;!?)]?$|[;!?)]))/iu;
/** "March" and "may" are also verbs. */
const VERB_OR_MONTH = /^(?:may|march|mar)\s+\d{1,2}$/iu;
/** Months that are also first names: "June 5 people". */
const NAME_OR_MONTH = /^(?:jan|april|june|august)\s\d{1,2}$/iu;
/** What stands before a day and not before a name: "the April 5 appointment". */
const OF_DAY =
  /(?<!\p{L})(?:the|an?|my|our|your|his|her|their|this|that|on|by|until|till|since|from|before|after|for)\s$/iu;
const MONTH_AND_NUMBER = /^\p{L}+\s\d{1,2}$/u;
/** "In December 5 people came." */
const COUNTED =
  /^\s(?:(?:more|other|new|of)\s)?(?:people|persons|men|women|guests|customers|colleagues|items|articles|pieces|pcs|units|times|hours|minutes|days|weeks|months|years|orders|parcels|boxes|bottles|pairs|euros?|dollars|pounds)(?!\p{L})/iu;
/** "Frau Sonntag", "el señor Domingo"; but "I will miss Friday" and "am Fr. 5. Dezember". */
const TITLE =
  /(?<!\p{L})(?:[Hh]errn?|HERRN?|[Hh]r|[Ff]rau|FRAU|Fr|[Ff]amilie|[Ff]am|[Kk]olleg(?:en?|in)|[Dd]r|DR|[Pp]rof(?:essor(?:in|a)?)?|[Dd]octora?|[Mm]rs?|MRS?|[Mm]s|MS|Miss|MISS|[Mm]x|[Ss]ir|[Ss]eñor(?:a|ita)?|[Ss]ra?|[Ss]rta|[Dd]on|[Dd]oña)\.?\s$/u;
/** Days with a name of their own, which are not the next such weekday, and things that are named after one. */
const NAMED_BEFORE =
  /(?<!\p{L})(?:black|cyber|easter|ash|palm|whit|casual|freaky|bloody|santo|(?:welt|bild) am|welt|bild)\s$/iu;
/** "Good Friday" and "Super Sunday", but "sounds good Monday". */
const NAMED_DAY = /(?<!\p{L})(?:good friday|super sunday)$/iu;
const NAMED_AFTER =
  /^\s(?:santo|de ramos|(?:times|post|mail|mirror|express|telegraph|herald|tribune|star|night live|addams)(?!\p{L}))/iu;
/** "The Sunday Review". */
const THE = /(?<!\p{L})the\s$/iu;
const NAME_AFTER = /^\s\p{Lu}\p{Ll}/u;
const SUBJECT = /(?<!\p{L})(?:i|you|we|they|he|she|it|who|which|this|that|one)\s$/iu;
const AFTER_DATE =
  /^(?:$|[^\s\p{L}\p{N}]|\s(?:[^\p{L}]|(?:and|or|but|at|to|in|on|by|for|from|with|between|until|before|after|as|if|when|because|so|then|i|you|we|they|he|she|it|the|an?|my|our|your|this|there|is|was|will|would|be|works?|suits?|please|morning|afternoon|evening)(?!\p{L})))/iu;
const MORNING = /^(?:morgen|mañana)$/iu;
const BEFORE_MORNING = /(?:good|guten?|heute|gestern|am|jeden|diesem|frühen|eines|buenos|buenas|la|de|esta)\s$/iu;
const AFTER_MORNING = /^\s(?:des|vom|del)(?!\p{L})/iu;

/** Whether words that look like a day are something else: "You may 12 times", "am Morgen des 20. November". */
export function isNoDay({ text: said, index: from, day, isWeekday }: FoundDay, text: string): boolean {
  // The parsers take "on" and "am" along.
  const found = isWeekday ? (/\p{L}+$/u.exec(said)?.[0] ?? said) : said;
  const index = from + said.length - found.length;
  const before = text.slice(Math.max(0, index - 20), index);
  const after = text.slice(index + found.length, index + found.length + 20);
  if (MORNING.test(found)) return BEFORE_MORNING.test(before) || AFTER_MORNING.test(after);
  if (MONTH_AND_NUMBER.test(found) && COUNTED.test(after)) return true;
  if (NAME_OR_MONTH.test(found)) return !OF_DAY.test(before) && !AFTER_DATE.test(after);
  if (isWeekday && (NAMED_DAY.test(before + found) || isPartOfName(before, after))) return true;
  if (VERB_OR_MONTH.test(found)) return SUBJECT.test(before) || !AFTER_DATE.test(after);
  const dayOfMonth = isWeekday ? DAY_OF_MONTH.exec(after)?.[1] : undefined;
  return dayOfMonth !== undefined && Number(dayOfMonth) !== Number(day.slice(8));
}

function isPartOfName(before: string, after: string): boolean {
  if (TITLE.test(before)) return true;
  return NAMED_BEFORE.test(before) || NAMED_AFTER.test(after) || (THE.test(before) && NAME_AFTER.test(after));
}

/** One day said twice is one: "Thursday, 12 November", "tomorrow, Friday". What is written in figures is right. */
export function withoutRepeated<Found extends { text: string; index: number; isWeekday: boolean }>(
  found: readonly Found[],
  text: string,
): Found[] {
  return found.filter((one, at) => {
    if (/\d/.test(one.text)) return true;
    const [previous, next] = [found[at - 1], found[at + 1]];
    if (next && /\d/.test(next.text) && isBeside(one, next, text)) return false;
    const isSaid = previous && (/\d/.test(previous.text) || !previous.isWeekday);
    return !(isSaid && one.isWeekday && isBeside(previous, one, text));
  });
}

function isBeside(first: { text: string; index: number }, second: { index: number }, text: string): boolean {
  const start = first.index + first.text.length;
  return second.index - start < 10 && BETWEEN.test(text.slice(start, second.index));
}
