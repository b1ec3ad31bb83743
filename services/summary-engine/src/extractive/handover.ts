import type { SummaryStatement } from "@chorus/contracts/entities/summary";
import type { MoodCourse } from "./mood.ts";
import { takeBest, inOrder } from "./select.ts";
import { quote, quoteWithDay } from "./statements.ts";
import { isDesk, type Unit } from "./units.ts";
import { countWords } from "@chorus/meaning/text/words";

/** What a colleague reads in a quarter of a minute. */
export const HANDOVER_WORDS = 90;
const MAX_COUNT = 20;

/** Intent, done so far, open questions, promises with their day, mood: the best sentences within 90 words. */
export function writeHandover(units: readonly Unit[], mood: MoodCourse | null): Record<string, SummaryStatement[]> {
  const moodStatement = mood && { text: moodText(mood), cites: [...new Set([mood.start.seq, mood.end.seq])] };
  let words = HANDOVER_WORDS - (moodStatement ? countWords(moodStatement.text) : 0);
  const picked: Unit[] = [];
  const pick = (candidates: readonly Unit[], count: number, share: number) => {
    const found = takeBest(candidates, picked, { count, words: Math.min(words, share) });
    picked.push(...found);
    words -= found.reduce((sum, unit) => sum + unit.wordCount, 0);
  };
  const ofCustomer = units.filter((unit) => unit.role === "customer");
  pick(
    ofCustomer.filter(({ position, cues }) => position <= 0.5 && !cues.has("thanks")),
    1,
    40,
  );
  pick(units.filter(isPromise), 1, 30);
  pick(openQuestions(units), 1, 20);
  const rest = units.filter((unit) => !(isDesk(unit) && unit.cues.has("question")));
  // A resolved day takes a word of its own.
  pick(rest, MAX_COUNT, Math.max(0, words - picked.length));
  const ordered = inOrder(picked);
  const open = new Set(openQuestions(units));
  const isOpen = (unit: Unit) => open.has(unit);
  return {
    intent: ordered.filter((unit) => !isDesk(unit) && !isOpen(unit)).map(quote),
    done: ordered.filter((unit) => isDesk(unit) && !isPromise(unit) && !isOpen(unit)).map(quote),
    open: ordered.filter(isOpen).map(quote),
    promises: withinBudget(
      ordered.filter((unit) => isPromise(unit) && !isOpen(unit)),
      words,
    ),
    mood: moodStatement ? [moodStatement] : [],
  };
}

function withinBudget(units: readonly Unit[], spareWords: number): SummaryStatement[] {
  let spare = spareWords;
  return units.map((unit) => {
    const dated = quoteWithDay(unit);
    const cost = countWords(dated.text) - unit.wordCount;
    if (cost > spare) return quote(unit);
    spare -= cost;
    return dated;
  });
}

function isPromise(unit: Unit): boolean {
  return isDesk(unit) && unit.cues.has("commitment") && !unit.cues.has("question");
}

/** Nobody of the other side has written after it. */
export function openQuestions(units: readonly Unit[]): Unit[] {
  const lastOf = (desk: boolean) => units.findLast((unit) => isDesk(unit) === desk)?.messageIndex ?? -1;
  const lastDesk = lastOf(true);
  const lastCustomer = lastOf(false);
  return units.filter(
    (unit) =>
      (unit.cues.has("question") || (!isDesk(unit) && unit.cues.has("request"))) &&
      unit.messageIndex > (isDesk(unit) ? lastCustomer : lastDesk),
  );
}

export function moodText({ start, end }: MoodCourse): string {
  return start.word === end.word ? `Customer: ${end.word}` : `Customer: first ${start.word}, now ${end.word}`;
}
