/** A date as a parser found it in a text. */
interface FoundDay {
  text: string;
  index: number;
  day: string;
  /** Given by the name of a weekday alone. */
  isWeekday: boolean;
}

const BETWEEN = /^[\s,(]{0,3}(?:(?:the|den|dem|der|el|día)[\s,]{1,2})?$/iu;
/** The day of the month after a weekday, which the parsers do not read: "Thursday the 12th", "el martes 13". */
const DAY_OF_MONTH =
  /^,?\s(?:(?:the|den|dem)\s)?(\d{1,2})(?:(?:st|nd|rd|th)(?!\p{L})|\.(?!\d)|(?=[.,;!?)]?$|[;!?)]))/iu;
/** "March" and "may" are also verbs. */
const VERB_OR_MONTH = /^(?:may|march|mar)\s+\d{1,2}$/iu;
const SUBJECT = /(?<!\p{L})(?:i|you|we|they|he|she|it|who|which|this|that|one)\s$/iu;
const AFTER_DATE =
  /^(?:$|[^\s\p{L}\p{N}]|\s(?:[^\p{L}]|(?:and|or|but|at|to|in|on|by|for|from|with|between|until|before|after|as|if|when|because|so|then|i|you|we|they|he|she|it|the|an?|my|our|your|this|there|is|was|will|would|be|works?|suits?|please|morning|afternoon|evening)(?!\p{L})))/iu;
const MORNING = /^(?:morgen|mañana)$/iu;
const BEFORE_MORNING = /(?:good|guten?|heute|gestern|am|jeden|diesem|frühen|eines|buenos|buenas|la|de|esta)\s$/iu;
const AFTER_MORNING = /^\s(?:des|vom|del)(?!\p{L})/iu;

/** Whether words that look like a day are something else: "You may 12 times", "am Morgen des 20. November". */
export function isNoDay({ text: found, index, day, isWeekday }: FoundDay, text: string): boolean {
  const before = text.slice(Math.max(0, index - 20), index);
  const after = text.slice(index + found.length, index + found.length + 20);
  if (MORNING.test(found)) return BEFORE_MORNING.test(before) || AFTER_MORNING.test(after);
  if (VERB_OR_MONTH.test(found)) return SUBJECT.test(before) || !AFTER_DATE.test(after);
  const dayOfMonth = isWeekday ? DAY_OF_MONTH.exec(after)?.[1] : undefined;
  return dayOfMonth !== undefined && Number(dayOfMonth) !== Number(day.slice(8));
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
