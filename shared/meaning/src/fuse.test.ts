import { expect, test } from "vitest";
import { fuse } from "./fuse.ts";

test("what both know is first, and each remembers how it was found", () => {
  const fused = fuse([{ key: "a" }, { key: "b" }], [{ key: "c" }, { key: "b" }]);
  expect(fused.map(({ key }) => key)).toEqual(["b", "a", "c"]);
  expect(fused[0]).toMatchObject({ inWords: true, inMeaning: true });
  expect(fused[1]).toMatchObject({ inWords: true, inMeaning: false });
});

test("one ranking alone stays as it is", () => {
  expect(fuse([], [{ key: "x" }, { key: "y" }]).map(({ key }) => key)).toEqual(["x", "y"]);
});
