import { expect, test, vi } from "vitest";
import { batchesOf, embeddingQueue } from "./embedding-queue.ts";

const textsOf = (...lengths: number[]) => lengths.map((length) => ({ text: "x".repeat(length) }));
const lengthsOf = (batches: { text: string }[][]) => batches.map((batch) => batch.map(({ text }) => text.length));

test("similar lengths go together, and a long one alone", () => {
  expect(lengthsOf(batchesOf(textsOf(40, 600, 45, 50, 42)))).toEqual([[600], [50, 45, 42, 40]]);
  expect(lengthsOf(batchesOf(textsOf(600, 600, 600)))).toEqual([[600], [600, 600]]);
  expect(batchesOf([])).toEqual([]);
});

test("texts of many conversations are one batch; a tenant's flood does not delay another's text", async () => {
  const batches: string[][] = [];
  const queue = embeddingQueue(async (texts) => {
    batches.push([...texts]);
    return texts.map((text) => [text.length]);
  });
  const flood = queue.embed(
    "a",
    Array.from({ length: 500 }, (_, index) => `a${String(index).padStart(60)}`),
  );
  const other = queue.embed("b", ["b".repeat(61)]);
  expect(await other).toEqual([[61]]);
  expect(batches.flat().length).toBeLessThan(140);
  await flood;
  const together = await Promise.all([queue.embed("a", ["one", "two"]), queue.embed("b", ["six"])]);
  expect(together).toEqual([[[3], [3]], [[3]]]);
  expect(batches.at(-1)).toHaveLength(3);
});

test("a text that cannot be embedded takes no other along", async () => {
  const embedBatch = vi.fn<(texts: readonly string[]) => Promise<number[][]>>(async (texts) => {
    if (texts.includes("poison")) throw new Error("cannot");
    return texts.map(() => [1]);
  });
  const queue = embeddingQueue(embedBatch);
  const poisoned = queue.embed("a", ["poison"]);
  const sound = queue.embed("b", ["sound"]);
  await expect(poisoned).rejects.toThrow("cannot");
  expect(await sound).toEqual([[1]]);
});
