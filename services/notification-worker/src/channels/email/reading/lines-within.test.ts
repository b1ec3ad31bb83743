import { startCpuTime } from "@chorus/testing/cpu-time";
import fc from "fast-check";
import { expect, test } from "vitest";
import { linesWithin } from "./lines-within.ts";

const word = (maxLength: number) => fc.string({ unit: fc.constantFrom("a", "b", "\n"), minLength: 1, maxLength });

test("it finds what a search for each line finds", () => {
  fc.assert(
    fc.property(word(60), fc.array(word(6), { maxLength: 12 }), (text, some) => {
      const lines = new Set(some);
      expect(linesWithin(text, lines)).toEqual(new Set([...lines].filter((line) => text.includes(line))));
    }),
  );
});

test("nothing is found in nothing", () => {
  expect(linesWithin("", new Set(["a"]))).toEqual(new Set());
  expect(linesWithin("a", new Set())).toEqual(new Set());
});

test("many lines are found in a long text as fast as few", () => {
  const text = "a".repeat(800_000);
  const lines = new Set(Array.from({ length: 7_000 }, (_, at) => `${"a".repeat(at % 200)}${at}b`));
  const usedMs = startCpuTime();
  expect(linesWithin(text, lines).size).toBe(0);
  expect(usedMs()).toBeLessThan(3_000);
});
