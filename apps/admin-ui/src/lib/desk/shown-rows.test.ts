import { expect, test } from "vitest";
import { neighbourOfOpen, rowFrom } from "./shown-rows.ts";

const ids = ["a", "b", "c"];

test("the keys go to the row after and before, and begin at the first", () => {
  expect(rowFrom({ ids, openId: "b" }, 1)).toBe("c");
  expect(rowFrom({ ids, openId: "b" }, -1)).toBe("a");
  expect(rowFrom({ ids, openId: "c" }, 1)).toBeUndefined();
  expect(rowFrom({ ids, openId: "elsewhere" }, 1)).toBe("a");
  expect(rowFrom({ ids: [], openId: null }, 1)).toBeUndefined();
});

test("whoever closes one goes on with the next, at the end with the one before", () => {
  expect(neighbourOfOpen({ ids, openId: "a" })).toBe("b");
  expect(neighbourOfOpen({ ids, openId: "c" })).toBe("b");
  expect(neighbourOfOpen({ ids: ["a"], openId: "a" })).toBeUndefined();
  expect(neighbourOfOpen({ ids, openId: "elsewhere" })).toBeUndefined();
});
