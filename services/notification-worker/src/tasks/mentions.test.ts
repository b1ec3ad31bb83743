import { expect, test } from "vitest";
import { findMentions } from "./mentions.ts";

const people = [
  "Ann Smith",
  "Anna Berg",
  "Bo Li",
  "Bo Zhang",
  "Zoë",
  "Ana",
  "Ana Lima",
  "José Pérez",
  "李雷",
  "山田太郎",
  "İrem Kaya",
  "Uwe STRASSE",
].map((name) => ({ id: name, name }));
const mentioned = (body: string) => findMentions(body, people).map(({ name }) => name);

test.each([
  ["@Ann Smith, can you look?", ["Ann Smith"]],
  ["@ann and @ANNA: please", ["Ann Smith", "Anna Berg"]],
  ["@Bo is two people", []],
  ["@Bo Li is one", ["Bo Li"]],
  ["thanks @zoë!", ["Zoë"]],
  ["ann@smith.test is an address", []],
  ["nobody", []],
  ["please write to sales@ana.example", []],
  ["@ana lima, please", ["Ana Lima"]],
  ["@ana, please", ["Ana"]],
  ["＠Ana please", ["Ana"]],
  ["@Jose\u0301 Pe\u0301rez please look", ["José Pérez"]],
  ["@jose perez and @Berg", ["Anna Berg", "José Pérez"]],
  ["@李雷你好，请看一下", ["李雷"]],
  ["请@李雷看一下", ["李雷"]],
  ["@山田太郎さん、お願いします", ["山田太郎"]],
  ["@irem?", ["İrem Kaya"]],
  ["@Straße", ["Uwe STRASSE"]],
])("%s", (body, names) => {
  expect(mentioned(body)).toEqual(names);
});
