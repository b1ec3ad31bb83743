import { expect, test } from "vitest";
import { summarise } from "./summarise.ts";

const at = "2026-12-01T09:00:00.000Z";

function toldOf(text: string) {
  const line = (seq: number, role: "customer" | "agent", said: string) => ({
    ...{ seq, role, at, text: said },
    name: role === "customer" ? "Cara" : "Ana",
  });
  const { resolution } = summarise([
    line(1, "customer", "My kettle leaks and the parcel 4711 is missing."),
    line(2, "agent", "We have sent a new kettle with a new lid to the address in Hamburg."),
    line(3, "customer", text),
  ]);
  return (resolution["outcome"] ?? []).map((one) => one.text);
}

test.each([
  "The problem with the kettle is far from solved.",
  "Das Problem mit dem Kessel ist alles andere als erledigt.",
  "The wrong kettle has arrived.",
  "An empty box has arrived.",
  "Das falsche Paket ist angekommen.",
  "Ein leeres Paket ist angekommen.",
  "The parcel has arrived, broken and empty.",
  "The parcel has arrived without the lid.",
  "Das Paket ist kaputt angekommen.",
  "Das Paket ist angekommen, aber der Deckel ist zerbrochen.",
  "The kettle works again, but the lid is still broken.",
  "My neighbour's parcel has arrived, mine has not.",
  "My neighbour's parcel has arrived.",
  "Das Paket meines Nachbarn ist angekommen, meins nicht.",
  "Das Paket meiner Nachbarin ist angekommen.",
  "Für mich ist der Laden erledigt.",
  "Der Laden ist für mich erledigt.",
  "Is the problem with the kettle solved?",
  "Ist das Paket mit dem Kessel angekommen?",
])("%s: no outcome", (sentence) => {
  expect(toldOf(sentence)).toEqual([]);
});

test.each([
  "The missing parcel has arrived.",
  "The new lid for the broken kettle has arrived.",
  "The parcel has arrived and nothing is broken.",
  "The broken kettle works again, many thanks.",
  "It works now, no more leaks.",
  "The parcel was left at my neighbour's house, it has arrived now.",
  "Das Paket mit dem Kessel ist angekommen.",
  "Der Ersatz für den kaputten Deckel ist angekommen.",
  "Das Paket ist angekommen, nichts ist kaputt.",
  "Damit ist das Problem mit dem Kessel für mich erledigt.",
])("%s: an outcome", (sentence) => {
  expect(toldOf(sentence)).toEqual([`Cara: ${sentence}`]);
});
