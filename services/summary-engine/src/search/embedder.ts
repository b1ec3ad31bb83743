import { threadCalls } from "../threads/thread-calls.ts";
import { rememberAnswers } from "./remember-answers.ts";

const MOST_CHARACTERS = 2_000;
/** Few at a time: a question waits at most for so many messages that are indexed. */
const AT_ONCE = 2;

/** Turns texts into vectors whose angles tell how alike they are. */
export interface Embedder {
  /** Model and dimensions, a part of each collection's name: vectors of different models cannot be compared. */
  label: string;
  /** Unrelated texts are less alike than this. */
  leastLikeness: number;
  /** Null: nothing leaves this process. */
  host: string | null;
  /** What is indexed, in its turn. */
  embed(texts: readonly string[]): Promise<number[][]>;
  /** A question: it does not wait behind what is indexed. */
  embedQuestion(text: string): Promise<number[]>;
  close(): Promise<void>;
}

/** Google's Universal Sentence Encoder, small, out of an npm package: in a thread, needs no network. */
export function createLocalEmbedder(): Embedder {
  const thread = threadCalls<string[], number[][]>("embedder");
  const ask = (texts: readonly string[]) => thread.ask(texts.map((text) => text.slice(0, MOST_CHARACTERS)));
  let indexing: Promise<unknown> = Promise.resolve();
  const inTurn = (texts: readonly string[]): Promise<number[][]> => {
    const done = indexing.then(() => ask(texts));
    indexing = done.catch(() => undefined);
    return done;
  };
  return {
    label: "use-en_512_v1",
    leastLikeness: 0.34,
    host: null,
    async embed(texts) {
      const vectors: number[][] = [];
      for (let at = 0; at < texts.length; at += AT_ONCE) vectors.push(...(await inTurn(texts.slice(at, at + AT_ONCE))));
      return vectors;
    },
    embedQuestion: rememberAnswers(async (text) => {
      const [vector = []] = await ask([text]);
      return vector;
    }),
    close: () => thread.close(),
  };
}
