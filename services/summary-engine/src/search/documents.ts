import { createMasker } from "@chorus/models/masker";
import { contentWordsOf } from "@chorus/meaning/text/words";
import type { Embedder } from "@chorus/meaning/embedder";
import type { DocumentKey } from "@chorus/meaning/vector-store";

/** Something searchable: a message or note, or a brief. */
export interface SearchDocument extends DocumentKey {
  body: string;
}

const LEAST_CONTENT_WORDS = 3;

/** Short texts such as "Thanks!" are not embedded: they are similar to all other short texts. */
export function isIndexable(body: string): boolean {
  return contentWordsOf(body).length >= LEAST_CONTENT_WORDS;
}

/** The text for an embedding model: unchanged, or masked when personal data must not leave. */
export function embeddingTextFor({ host }: Pick<Embedder, "host">, masks: boolean, names: readonly string[]) {
  if (host === null || !masks) return (body: string) => body;
  return createMasker(names).hide;
}
