import { expect, test, vi } from "vitest";
import { rememberVectors } from "./remember-vectors.ts";

type Embed = (texts: readonly string[], turn: string) => Promise<number[][]>;

test("a text is embedded once, whoever writes it and how often", async () => {
  const embed = vi.fn<Embed>(async (texts: readonly string[]) => texts.map((text) => [text.length, 0.5]));
  const remembered = rememberVectors(embed);
  expect(await remembered(["hello", "you", "hello"], "a")).toEqual([
    [5, 0.5],
    [3, 0.5],
    [5, 0.5],
  ]);
  expect(await remembered(["you", "there"], "b")).toEqual([
    [3, 0.5],
    [5, 0.5],
  ]);
  expect(embed.mock.calls.map(([texts]) => texts)).toEqual([["hello", "you"], ["there"]]);
});

test("what could not be embedded is not remembered", async () => {
  const embed = vi.fn<Embed>(async (texts) => texts.map(() => [1])).mockRejectedValueOnce(new Error("away"));
  const remembered = rememberVectors(embed);
  await expect(remembered(["hello"], "a")).rejects.toThrow("away");
  expect(await remembered(["hello"], "a")).toEqual([[1]]);
});
