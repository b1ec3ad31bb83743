import { dayAfter, daysBetween } from "./days.ts";
import { isOfAnother } from "./weeks-on.ts";
import { whenOf } from "./when.ts";

const SAID_LAST = /(?<!\p{L})(?:last|letzte[nrms]?|vergangene[nrms]?|pasad[oa])(?!\p{L})/iu;
const SAID_NEXT =
  /(?<!\p{L})(?:next|nächste[nrms]?|kommende[nrms]?|próxim[oa]|que viene|this|diese[nrms]?|este)(?!\p{L})/iu;

const SAID_THIS = /(?<!\p{L})(?:this|diese[nrms]?|este)\s\p{L}+$/iu;

interface Weekday {
  text: string;
  index: number;
  /** As the parser reads it, which knows nothing of the verb. */
  day: string;
}

/** Which Monday "on Monday" is: by the time of its clause, and null where that does not tell. */
export function weekdayOf(found: Weekday, text: string, today: string, isPromised: boolean): string | null {
  if (isOfAnother(found, text)) return null;
  const near = text.slice(Math.max(0, found.index - 10), found.index + found.text.length + 8);
  const next = weekAfter(found.day, today);
  const last = dayAfter(next, -7);
  const previous = last === today ? dayAfter(last, -7) : last;
  if (SAID_LAST.test(near)) return previous;
  // Of the day itself nobody says so.
  if (last === today && SAID_THIS.test(text.slice(Math.max(0, found.index - 10), found.index + found.text.length)))
    return null;
  if (SAID_NEXT.test(found.text)) return found.day > today ? found.day : next;
  const when = whenOf(found, text, isPromised);
  if (when === "untold") return found.day > today ? next : null;
  if (when === "unclear") return null;
  return when === "past" ? previous : next;
}

/** The first such weekday after today. */
function weekAfter(day: string, today: string): string {
  const ahead = ((daysBetween(today, day) % 7) + 7) % 7;
  return dayAfter(today, ahead === 0 ? 7 : ahead);
}
