import { expect, test } from "vitest";
import { cyclicGroups, entangledPairs, type Import } from "./rooms.ts";

const arrows = (...pairs: string[]): Import[] =>
  pairs.map((pair) => {
    const [from = "", to = ""] = pair.split(" ");
    return { from, to };
  });

test("two rooms that import each other are a pair, counted both ways", () => {
  const imports = arrows("a/one.ts b/two.ts", "a/three.ts b/two.ts", "b/two.ts a/one.ts", "a/one.ts a/three.ts");
  expect(entangledPairs(imports)).toEqual([{ rooms: ["a", "b"], counts: [2, 1] }]);
  expect(cyclicGroups(imports)).toEqual([["a", "b"]]);
});

test("a longer way round is a group and no pair", () => {
  const imports = arrows("a/x.ts b/x.ts", "b/x.ts c/inner/x.ts", "c/inner/x.ts a/x.ts", "d/x.ts a/x.ts");
  expect(entangledPairs(imports)).toEqual([]);
  expect(cyclicGroups(imports)).toEqual([["a", "b", "c/inner"]]);
});

test("files outside of any room may know every room, and a room its own inner one", () => {
  const imports = arrows("a/x.ts context.ts", "context.ts a/x.ts", "a/x.ts a/inner/y.ts", "b/x.ts a/x.ts");
  expect(entangledPairs(imports)).toEqual([]);
  expect(cyclicGroups(imports)).toEqual([]);
});
