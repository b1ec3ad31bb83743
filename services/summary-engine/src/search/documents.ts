import { mask } from "../pipeline/mask.ts";
import type { TranscriptLine } from "../pipeline/transcript.ts";
import { contentWordsOf } from "../local/words.ts";
import type { Embedder } from "./embedder.ts";
import type { DocumentKey } from "./vector-store.ts";

/** Something that can be found: a message or note, or a brief. */
export interface SearchDocument extends DocumentKey {
  body: string;
}

const LEAST_CONTENT_WORDS = 3;

/** "Thanks!" means nothing that anybody would look for, and is like everything that is short. */
export function isTelling(body: string): boolean {
  return contentWordsOf(body).length >= LEAST_CONTENT_WORDS;
}

/** What an embedding model is told: the same, or without addresses, numbers and names when they must not leave. */
export function tellerOf({ host }: Pick<Embedder, "host">, masks: boolean, names: readonly string[]) {
  if (host === null || !masks) return (body: string) => body;
  const customers = names.map((name): TranscriptLine => ({ seq: 0, role: "customer", name, at: "", text: "" }));
  return mask(customers).hide;
}
