import type { SummaryStatement } from "@chorus/contracts/entities/summary";
import { isDone, isPromise } from "./done.ts";
import type { SentimentCourse } from "./sentiment.ts";
import { takeBest, inOrder } from "./select.ts";
import { quote, quoteAsSaid, quoteWithDay } from "./statements.ts";
import { isDesk, type Unit } from "./units.ts";
import { countWords } from "@chorus/meaning/text/words";

/** Words that a colleague reads in about 15 seconds, without the names before what customers say. */
export const HANDOVER_WORDS = 90;
const MAX_COUNT = 20;
/** Intent, done so far, what else was said, open questions, promises with their day, sentiment: the best sentences within 90 words. */
export function writeHandover(
  units: readonly Unit[],
  mood: SentimentCourse | null,
): Record<string, SummaryStatement[]> {
  const sentimentStatement = mood && { text: sentimentText(mood), cites: [...new Set([mood.start.seq, mood.end.seq])] };
  let words = HANDOVER_WORDS - (sentimentStatement ? countWords(sentimentStatement.text) : 0);
  const picked: Unit[] = [];
  const pick = (candidates: readonly Unit[], count: number, share: number) => {
    const found = takeBest(candidates, picked, { count, words: Math.min(words, share) });
    picked.push(...found);
    words -= found.reduce((sum, unit) => sum + unit.wordCount, 0);
  };
  const ofCustomer = units.filter((unit) => unit.role === "customer");
  pick(
    ofCustomer.filter(({ position, signals }) => position <= 0.5 && !signals.has("thanks")),
    1,
    40,
  );
  pick(units.filter(isPromise), 1, 30);
  pick(openQuestions(units), 1, 20);
  const rest = units.filter((unit) => !(isDesk(unit) && unit.signals.has("question")));
  // A resolved day adds a word.
  pick(rest, MAX_COUNT, Math.max(0, words - picked.length));
  const ordered = inOrder(picked);
  const open = new Set(openQuestions(units));
  const isOpen = (unit: Unit) => open.has(unit);
  // A plan, a condition or an instruction is neither done nor promised.
  const isSaid = (unit: Unit) => isDesk(unit) && !isDone(unit) && !isPromise(unit) && !isOpen(unit);
  return {
    intent: ordered.filter((unit) => !isDesk(unit) && !isOpen(unit)).map(quoteAsSaid),
    done: ordered.filter((unit) => isDone(unit) && !isOpen(unit)).map(quote),
    said: ordered.filter(isSaid).map(quote),
    open: ordered.filter(isOpen).map(quoteAsSaid),
    promises: withinBudget(
      ordered.filter((unit) => isPromise(unit) && !isOpen(unit)),
      words,
    ),
    mood: sentimentStatement ? [sentimentStatement] : [],
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

/** Whether the other side has not written after it. */
export function openQuestions(units: readonly Unit[]): Unit[] {
  const lastOf = (desk: boolean) => units.findLast((unit) => isDesk(unit) === desk)?.messageIndex ?? -1;
  const lastDesk = lastOf(true);
  const lastCustomer = lastOf(false);
  return units.filter(
    (unit) =>
      (unit.signals.has("question") || (!isDesk(unit) && unit.signals.has("request"))) &&
      unit.messageIndex > (isDesk(unit) ? lastCustomer : lastDesk),
  );
}

export function sentimentText({ start, end }: SentimentCourse): string {
  return start.word === end.word ? `Customer: ${end.word}` : `Customer: first ${start.word}, now ${end.word}`;
}
