import type { TranscriptLine } from "../drafts/transcript.ts";
import { type Cue, cuesOf } from "./cues.ts";
import { datedLanguageOf, datesOf, type FoundDate } from "@chorus/meaning/text/dates";
import { entitiesOf, type FoundEntity } from "@chorus/meaning/text/entities";
import { sentencesOf, tidy } from "@chorus/meaning/text/sentences";
import { contentWordsOf, countWords, stemOf } from "@chorus/meaning/text/words";

/** One sentence of a conversation, and what is known of it. */
export interface Unit {
  seq: number;
  role: TranscriptLine["role"];
  name: string;
  at: string;
  /** Of its message among all, from 0. */
  messageIndex: number;
  /** Of the conversation: 0 at its beginning, 1 at its end. */
  position: number;
  text: string;
  wordCount: number;
  stems: readonly string[];
  cues: ReadonlySet<Cue>;
  entities: readonly FoundEntity[];
  dates: readonly FoundDate[];
  isFirstOfMessage: boolean;
  isLongestOfMessage: boolean;
  isFirstOfCustomer: boolean;
  isLastMessage: boolean;
  score: number;
}

/** Said by the tenant: an agent, an assistant, or a note among colleagues. */
export function isDesk(unit: Pick<Unit, "role">): boolean {
  return unit.role !== "customer";
}

/** How long somebody waits is told as a day is. */
const SPAN =
  /(?<!\p{N})\d{1,3} (?:minute|hour|minuto|hora)s?(?!\p{L})|(?<!\p{N})\d{1,3} (?:Minuten?|Stunden?)(?!\p{L})/iu;

/** Days are looked for in so many sentences; that is most of the time a summary takes. */
const MAX_DATED = 600;

/** Every sentence that says something, in order, with its weight. */
export function unitsOf(transcript: readonly TranscriptLine[]): Unit[] {
  const language = datedLanguageOf(transcript.map(({ text }) => text).join(" "));
  const firstOfCustomer = transcript.find(({ role }) => role === "customer")?.seq;
  let dated = 0;
  return transcript.flatMap((line, messageIndex) => {
    const sentences = sentencesOf(line.text).map((sentence) => ({ raw: sentence, text: tidy(sentence) }));
    const longest = Math.max(...sentences.map(({ text }) => text.length));
    return sentences.flatMap(({ text }, index): Unit[] => {
      const content = contentWordsOf(text);
      if (content.length < 2 && entitiesOf(text).length === 0) return [];
      const unit: Unit = {
        ...{ seq: line.seq, role: line.role, name: line.name, at: line.at, messageIndex, text },
        position: transcript.length < 2 ? 0 : messageIndex / (transcript.length - 1),
        wordCount: countWords(text),
        stems: content.map(stemOf),
        cues: cuesOf(text),
        entities: entitiesOf(text),
        dates: (dated += 1) > MAX_DATED ? [] : datesOf(text, line.at, datedLanguageOf(line.text, language)),
        isFirstOfMessage: index === 0,
        isLongestOfMessage: text.length === longest,
        isFirstOfCustomer: line.seq === firstOfCustomer,
        isLastMessage: messageIndex === transcript.length - 1,
        score: 0,
      };
      return [{ ...unit, score: scoreOf(unit) }];
    });
  });
}

/**
 * Content length first, position second: what a logistic model of human picks on TweetSumm weighs, with bonuses for what a
 * colleague has to know (docs/summaries.md has where the numbers come from).
 */
function scoreOf(unit: Unit): number {
  const { cues } = unit;
  const desk = isDesk(unit);
  let score = Math.log(1 + Math.min(unit.stems.length, 18)) - 0.5 * unit.position;
  if (unit.isFirstOfMessage) score += 0.3;
  if (unit.isLongestOfMessage) score += 0.5;
  if (unit.isFirstOfCustomer) score += 0.7;
  if (unit.isLastMessage) score += 0.3;
  score += 0.3 * Math.min(unit.entities.length, 3) + (unit.dates.length > 0 || SPAN.test(unit.text) ? 0.3 : 0);
  if (cues.has("problem")) score += desk ? 0.1 : 0.4;
  if (cues.has("request") && !desk) score += 0.3;
  if (cues.has("commitment")) score += 0.6;
  if (cues.has("cause")) score += 0.4;
  if (cues.has("fix")) score += desk ? 0.5 : 0.2;
  if (cues.has("outcome")) score += 0.4;
  if (cues.has("question")) score -= desk ? 0.8 : 0.1;
  if (cues.has("thanks")) score -= 0.4;
  if (cues.has("instruction")) score -= 3;
  // Small talk: a few words, and nothing in them that could be looked up.
  if (unit.stems.length < 4 && unit.entities.length === 0 && unit.dates.length === 0) score -= 0.7;
  return score;
}
