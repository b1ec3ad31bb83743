import type { TranscriptLine } from "../drafts/transcript.ts";
import { type SentenceSignal, signalsOf } from "./sentence-signals.ts";
import { datedLanguageOf, datesOf, type DateMention } from "@chorus/meaning/text/dates";
import { entitiesOf, type EntityMention } from "@chorus/meaning/text/entities";
import { withoutTags } from "@chorus/meaning/text/markup";
import { sentencesOf, tidy } from "@chorus/meaning/text/sentences";
import { contentWordsOf, countWords, stemOf } from "@chorus/meaning/text/words";

/** One sentence of a conversation with its features. */
export interface Unit {
  seq: number;
  role: TranscriptLine["role"];
  name: string;
  at: string;
  /** Index of its message among all, from 0. */
  messageIndex: number;
  /** Position in the conversation: 0 at its beginning, 1 at its end. */
  position: number;
  text: string;
  wordCount: number;
  stems: readonly string[];
  signals: ReadonlySet<SentenceSignal>;
  entities: readonly EntityMention[];
  dates: readonly DateMention[];
  isFirstOfMessage: boolean;
  isLongestOfMessage: boolean;
  isFirstOfCustomer: boolean;
  isLastMessage: boolean;
  score: number;
}

/** Whether an agent or an assistant wrote it, or it is a note. */
export function isDesk(unit: Pick<Unit, "role">): boolean {
  return unit.role !== "customer";
}

/** A duration is written like a day. */
const SPAN =
  /(?<!\p{N})\d{1,3} (?:minute|hour|minuto|hora)s?(?!\p{L})|(?<!\p{N})\d{1,3} (?:Minuten?|Stunden?)(?!\p{L})/iu;

/** Dates are searched in so many sentences only, because that takes most of the time of a summary. */
const MAX_DATED = 600;

/** All sentences with content, in order, with their scores. */
export function unitsOf(transcript: readonly TranscriptLine[]): Unit[] {
  const language = datedLanguageOf(transcript.map(({ text }) => text).join(" "));
  const firstOfCustomer = transcript.find(({ role }) => role === "customer")?.seq;
  let dated = 0;
  return transcript.flatMap((line, messageIndex) => {
    const sentences = sentencesOf(line.text).map((sentence) => ({ raw: sentence, text: tidy(sentence) }));
    const longest = Math.max(...sentences.map(({ text }) => text.length));
    return sentences.flatMap(({ text }, index): Unit[] => {
      const content = contentWordsOf(withoutTags(text));
      if (content.length < 2 && entitiesOf(text).length === 0) return [];
      const unit: Unit = {
        ...{ seq: line.seq, role: line.role, name: line.name, at: line.at, messageIndex, text },
        position: transcript.length < 2 ? 0 : messageIndex / (transcript.length - 1),
        wordCount: countWords(text),
        stems: content.map(stemOf),
        signals: signalsOf(text),
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
 * Content length first, position second, as a logistic model of human selections on TweetSumm weighs them, with bonuses for what a
 * colleague has to know (docs/summaries.md has where the numbers come from).
 */
function scoreOf(unit: Unit): number {
  const { signals } = unit;
  const desk = isDesk(unit);
  let score = Math.log(1 + Math.min(unit.stems.length, 18)) - 0.5 * unit.position;
  if (unit.isFirstOfMessage) score += 0.3;
  if (unit.isLongestOfMessage) score += 0.5;
  if (unit.isFirstOfCustomer) score += 0.7;
  if (unit.isLastMessage) score += 0.3;
  score += 0.3 * Math.min(unit.entities.length, 3) + (unit.dates.length > 0 || SPAN.test(unit.text) ? 0.3 : 0);
  if (signals.has("problem")) score += desk ? 0.1 : 0.4;
  if (signals.has("request") && !desk) score += 0.3;
  if (signals.has("commitment")) score += 0.6;
  if (signals.has("cause")) score += 0.4;
  if (signals.has("fix")) score += desk ? 0.5 : 0.2;
  if (signals.has("outcome")) score += 0.4;
  if (signals.has("question")) score -= desk ? 0.8 : 0.1;
  if (signals.has("thanks")) score -= 0.4;
  if (signals.has("instruction")) score -= 3;
  // Small talk: a few words without any entity.
  if (unit.stems.length < 4 && unit.entities.length === 0 && unit.dates.length === 0) score -= 0.7;
  return score;
}
