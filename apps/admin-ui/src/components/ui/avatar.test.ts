import { expect, test } from "vitest";
import { initialsOf } from "./avatar.tsx";

test("initials of all kinds of names", () => {
  expect(["Ada Okafor", "ada", "Mary Jane  van Dyk", "李小龙", "🎈 Balloon", "  ", "!!"].map(initialsOf)).toEqual([
    "AO",
    "A",
    "MD",
    "李",
    "B",
    "?",
    "?",
  ]);
});
