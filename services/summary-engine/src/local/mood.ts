import { wordsOf } from "./words.ts";
import type { TranscriptLine } from "../pipeline/transcript.ts";

const NEGATIVE = new Set(
  `angry annoyed annoying awful bad disappointed disappointing disgrace disgusting fed frustrated frustrating furious hate
horrible joke lawyer nightmare outrageous pathetic poor ridiculous scam shame shocking stupid terrible tired unacceptable upset
useless waste worst worried unbelievable liar fraud chargeback sue complaint appalling absurd
ärgerlich enttäuscht enttäuschend frechheit furchtbar genervt katastrophe lächerlich mies nervt peinlich sauer schlecht
schlimm schrecklich skandal unfassbar unmöglich unverschämt wütend zumutung anwalt betrug saftladen unzumutbar`.split(
    /\s+/,
  ),
);
const POSITIVE = new Set(
  `amazing awesome brilliant cheers excellent fantastic glad good great happy helpful lovely nice perfect pleased quick relieved
thank thanks thx wonderful love sorted worked works cool
danke dankeschön erleichtert freundlich freue gut hilfreich klasse perfekt prima schnell spitze super toll wunderbar klappt`.split(
    /\s+/,
  ),
);
/** What no list of words knows: said again, waiting, giving up. */
const FRUSTRATION =
  /\b(?:(?:second|third|fourth|fifth|\d+(?:nd|rd|th)) time|still (?:no|not|waiting|nothing)|again and again|for (?:weeks|days|hours|ages)|nobody (?:answers|replies|cares)|how (?:long|many times|often)|last chance|cancel (?:everything|my|the)|money back|immer noch (?:nicht|kein|nichts)|zum (?:zweiten|dritten|vierten|x-ten) mal|seit (?:wochen|tagen|stunden)|niemand (?:antwortet|meldet)|wie lange|wie oft|kündige|geld zurück)\b/giu;
const NEGATED = /\b(?:not|n['’]t|never|nicht|kein|keine)\s+(?:\S+\s+)?$/iu;

/** Below 0 unhappy, above 0 content; of one message of the customer. */
export function moodOf(text: string): number {
  let mood = 0;
  for (const word of wordsOf(text)) {
    if (NEGATIVE.has(word)) mood -= 1.5;
    if (!POSITIVE.has(word)) continue;
    const before = text.slice(0, text.toLowerCase().indexOf(word));
    mood += NEGATED.test(before) ? -0.7 : 0.8;
  }
  mood -= 1.2 * (text.match(FRUSTRATION)?.length ?? 0);
  const letters = text.replaceAll(/[^\p{L}]/gu, "");
  if (letters.length >= 8 && letters === letters.toUpperCase()) mood -= 1.5;
  if (/[!?]{2,}/.test(text)) mood -= 0.6;
  return mood;
}

export interface Mood {
  word: "frustrated" | "unhappy" | "neutral" | "content";
  value: number;
}

function wordFor(value: number): Mood["word"] {
  if (value <= -1.4) return "frustrated";
  if (value <= -0.5) return "unhappy";
  return value >= 0.5 ? "content" : "neutral";
}

export interface MoodCourse {
  start: Mood & { seq: number };
  end: Mood & { seq: number };
  /** The messages in which feeling shows most, in order. */
  telling: { line: TranscriptLine; value: number }[];
}

const TELLING = 4;

/** How the customer felt at the beginning and feels at the end; null when they have said nothing. */
export function moodCourse(transcript: readonly TranscriptLine[]): MoodCourse | null {
  const turns = transcript
    .filter(({ role }) => role === "customer")
    .map((line) => ({ line, value: moodOf(line.text) }));
  if (turns.length === 0) return null;
  const part = Math.max(1, Math.min(3, Math.ceil(turns.length / 3)));
  const mean = (some: typeof turns) => some.reduce((sum, { value }) => sum + value, 0) / Math.min(some.length, 2);
  const first = turns.slice(0, part);
  const last = turns.slice(-part);
  const of = (some: typeof turns, seq: number) => ({ value: mean(some), word: wordFor(mean(some)), seq });
  return {
    start: of(first, first[0]?.line.seq ?? 0),
    end: of(last, last.at(-1)?.line.seq ?? 0),
    telling: turns
      .filter(({ value }) => Math.abs(value) >= 1)
      .toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value))
      .slice(0, TELLING)
      .toSorted((a, b) => a.line.seq - b.line.seq),
  };
}
