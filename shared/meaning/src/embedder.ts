import { cutText } from "@chorus/contracts/cut-text";
import { contentWordsOf } from "./text/words.ts";
import { startThread } from "./threads/start-thread.ts";
import { threadCalls } from "./threads/thread-calls.ts";
import { embeddingQueue } from "./embedding-queue.ts";
import { readKnownWords } from "./known-words.ts";
import { rememberAnswers } from "./remember-answers.ts";
import { rememberVectors } from "./remember-vectors.ts";

/** The beginning is enough to know the topic, and the model takes half a second for a page. */
const MAX_CHARACTERS = 600;
/** A batch takes a tenth of a second on an idle machine. */
const DEADLINE_MS = 20_000;

/** Turns texts into vectors whose angle is a measure of similarity. */
export interface Embedder {
  /** Model and dimensions, a part of each collection's name: vectors of different models cannot be compared. */
  label: string;
  /** Unrelated texts are less similar than this. */
  minSimilarity: number;
  /** Whether its vector of a text is meaningful. */
  understands(text: string): boolean;
  /** Null: texts do not leave this process. */
  host: string | null;
  /** For indexing; `turn` is the key by which callers are served fairly. */
  embed(texts: readonly string[], turn: string): Promise<number[][]>;
  /** For a query, which does not wait behind indexing. */
  embedQuestion(text: string, turn: string): Promise<number[]>;
  close(): Promise<void>;
}

/** Google's Universal Sentence Encoder, small, from an npm package: runs in a thread, needs no network. */
export function createLocalEmbedder(): Embedder {
  const thread = threadCalls<string[], number[][]>("embedder", {
    deadlineMs: DEADLINE_MS,
    runsNative: true,
    open: () => startThread("embedder", new URL("./embedder-thread.ts", import.meta.url)),
  });
  const ask = (texts: readonly string[], turn: string) => thread.ask([...texts], { turn });
  // One batch at a time, so that a query comes right after it.
  const indexing = embeddingQueue((texts) => ask(texts, "indexing"));
  const embed = rememberVectors((texts, turn) => indexing.embed(turn, texts));
  return {
    label: "use-en_512_v2",
    minSimilarity: 0.395,
    understands: readKnownWords(),
    host: null,
    embed: (texts, turn) => embed(texts.map(embeddedTextOf), turn),
    embedQuestion: rememberAnswers(async (text, turn) => {
      const [vector = []] = await ask([embeddedTextOf(text)], turn);
      return vector;
    }),
    close: () => thread.close(),
  };
}

/**
 * The content words, as they were written: the model takes time for each word, and finds as much by these as by all
 * of them (docs/summaries.md).
 */
function embeddedTextOf(text: string): string {
  const contentWords = text.split(/\s+/).filter((word) => contentWordsOf(word).length > 0);
  return cutText(contentWords.length > 0 ? contentWords.join(" ") : text, MAX_CHARACTERS);
}
