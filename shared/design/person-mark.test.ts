import { expect, test } from "vitest";
import { initialsOf } from "./person-mark.ts";

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

test("numbers are no initials, unless there is nothing else", () => {
  expect(["Maya 6", "Visitor 9f21", "Agent 007 Smith", "4711"].map(initialsOf)).toEqual(["M", "V", "AS", "4"]);
});
