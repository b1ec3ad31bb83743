import { expect, test } from "vitest";
import { findCommands } from "./find-commands.ts";

const command = (label: string) => ({ id: label, label, run: () => undefined });

test("every word counts, beginnings come first", () => {
  const all = ["Assign this conversation to me", "Close this conversation", "Next conversation"].map(command);
  const labels = (query: string) => findCommands(all, query).map(({ label }) => label);
  expect(labels("conv clo")).toEqual(["Close this conversation"]);
  expect(labels("n")).toEqual(["Next conversation", "Assign this conversation to me", "Close this conversation"]);
  expect(labels("")).toHaveLength(3);
  expect(labels("zebra")).toEqual([]);
});
