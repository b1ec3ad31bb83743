import { threadCalls } from "../threads/thread-calls.ts";

const MOST_CHARACTERS = 2_000;

/** Turns texts into vectors whose angles tell how alike they are. */
export interface Embedder {
  /** Part of the collection's name: vectors of different models cannot be compared. */
  model: string;
  dimensions: number;
  embed(texts: readonly string[]): Promise<number[][]>;
  close(): Promise<void>;
}

/** Google's Universal Sentence Encoder, small, out of an npm package: in a thread, needs no network. */
export function createEmbedder(): Embedder {
  const thread = threadCalls<string[], number[][]>("embedder");
  return {
    model: "use-en",
    dimensions: 512,
    embed: (texts) =>
      texts.length === 0 ? Promise.resolve([]) : thread.ask(texts.map((text) => text.slice(0, MOST_CHARACTERS))),
    close: () => thread.close(),
  };
}
