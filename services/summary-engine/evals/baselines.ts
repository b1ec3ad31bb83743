import type { TranscriptLine } from "../src/drafts/transcript.ts";
import { sentencesOf } from "@chorus/meaning/text/sentences";
import { countWords, stemOf, wordsOf } from "@chorus/meaning/text/words";

/** Text by text, best first; the budget decides how many are kept. */
export type Ranking = (transcript: readonly TranscriptLine[]) => string[];

const DAMPING = 0.85;
const ROUNDS = 50;
/** LexRank's threshold (Erkan and Radev 2004). */
const LEXRANK_THRESHOLD = 0.1;

/** The first messages. */
export const lead: Ranking = (transcript) => transcript.map(({ text }) => text);

/** The longest messages. */
export const longest: Ranking = (transcript) =>
  transcript.map(({ text }) => text).toSorted((a, b) => countWords(b) - countWords(a));

/** Sentences by PageRank over shared words, divided by their lengths' logarithms (Mihalcea and Tarau 2004). */
export const textRank: Ranking = (transcript) => {
  const sentences = sentencesIn(transcript);
  const words = sentences.map((sentence) => new Set(wordsOf(sentence).map(stemOf)));
  return ranked(sentences, (a, b) => {
    const [first, second] = [words[a]!, words[b]!];
    const length = Math.log(first.size) + Math.log(second.size);
    return length > 0 ? [...first].filter((word) => second.has(word)).length / length : 0;
  });
};

/** Sentences by PageRank over the graph of those that are alike by tf-idf. */
export const lexRank: Ranking = (transcript) => {
  const sentences = sentencesIn(transcript);
  const words = sentences.map((sentence) => wordsOf(sentence).map(stemOf));
  const counts = new Map<string, number>();
  for (const some of words) for (const word of new Set(some)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const vectors = words.map((some) => {
    const vector = new Map<string, number>();
    for (const word of some) {
      vector.set(word, (vector.get(word) ?? 0) + Math.log(sentences.length / (counts.get(word) ?? 1)));
    }
    return vector;
  });
  const norms = vectors.map((vector) => Math.hypot(...vector.values()));
  return ranked(sentences, (a, b) => {
    let product = 0;
    for (const [word, weight] of vectors[a]!) product += weight * (vectors[b]!.get(word) ?? 0);
    const cosine = norms[a]! > 0 && norms[b]! > 0 ? product / (norms[a]! * norms[b]!) : 0;
    return cosine > LEXRANK_THRESHOLD ? 1 : 0;
  });
};

function sentencesIn(transcript: readonly TranscriptLine[]): string[] {
  return transcript.flatMap(({ text }) => sentencesOf(text));
}

function ranked(sentences: readonly string[], similarity: (a: number, b: number) => number): string[] {
  const count = sentences.length;
  const weights = sentences.map((_, a) => sentences.map((__, b) => (a === b ? 0 : similarity(a, b))));
  const sums = weights.map((row) => row.reduce((sum, weight) => sum + weight, 0));
  let ranks = sentences.map(() => 1 / count);
  for (let round = 0; round < ROUNDS; round += 1) {
    ranks = sentences.map((_, a) => {
      let rank = (1 - DAMPING) / count;
      for (let b = 0; b < count; b += 1) if (sums[b]! > 0) rank += (DAMPING * ranks[b]! * weights[b]![a]!) / sums[b]!;
      return rank;
    });
  }
  return sentences
    .map((sentence, index) => ({ sentence, index }))
    .toSorted((a, b) => ranks[b.index]! - ranks[a.index]!)
    .map(({ sentence }) => sentence);
}

/** As many as fit; the last one is cut off at the budget, so that everybody uses all of it. */
export function withinWords(texts: readonly string[], words: number): string {
  return texts.join(" ").trim().split(/\s+/).slice(0, words).join(" ");
}
