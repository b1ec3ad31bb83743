import { expect, test } from "vitest";
import { findMentions } from "./mentions.ts";

const people = ["Ann Smith", "Anna Berg", "Bo Li", "Bo Zhang", "Zoë"].map((name) => ({ id: name, name }));
const mentioned = (body: string) => findMentions(body, people).map(({ name }) => name);

test.each([
  ["@Ann Smith, can you look?", ["Ann Smith"]],
  ["@ann and @ANNA: please", ["Ann Smith", "Anna Berg"]],
  ["@Bo is two people", []],
  ["@Bo Li is one", ["Bo Li"]],
  ["thanks @zoë!", ["Zoë"]],
  ["ann@smith.test is an address", []],
  ["nobody", []],
])("%s", (body, names) => {
  expect(mentioned(body)).toEqual(names);
});
