import { createMasker } from "@chorus/models/masker";
import { contentWordsOf } from "@chorus/meaning/text/words";
import type { Embedder } from "@chorus/meaning/embedder";
import type { DocumentKey } from "@chorus/meaning/vector-store";

/** Something that can be found: a message or note, or a brief. */
export interface SearchDocument extends DocumentKey {
  body: string;
}

const LEAST_CONTENT_WORDS = 3;

/** "Thanks!" means nothing that anybody would look for, and is like everything that is short. */
export function isIndexable(body: string): boolean {
  return contentWordsOf(body).length >= LEAST_CONTENT_WORDS;
}

/** What an embedding model is told: the same, or without addresses, numbers and names when they must not leave. */
export function tellerOf({ host }: Pick<Embedder, "host">, masks: boolean, names: readonly string[]) {
  if (host === null || !masks) return (body: string) => body;
  return createMasker(names).hide;
}
