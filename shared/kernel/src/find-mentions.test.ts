import { expect, test } from "vitest";
import { findMentions } from "./find-mentions.ts";

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
  "Carl",
  "Jean-Luc Picard",
  "Dr. Eva Novák",
  "Eva Fuchs",
  "Rosa Maria Diaz",
  "김민수",
  "Tanaka Ken",
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
  ["-@Carl check", ["Carl"]],
  ["+@Carl", ["Carl"]],
  ["Done.@Carl", ["Carl"]],
  ["__@Carl__ please", ["Carl"]],
  ["- *_@Carl_*", ["Carl"]],
  ["see–@Carl", ["Carl"]],
  ["first.last_@carl.example is an address", []],
  ["a.-@carl.example is an address", []],
  ["x+@carl.example is an address", []],
  ["@Jean‑Luc and @jean–luc picard", ["Jean-Luc Picard"]],
  ["@Novák", ["Dr. Eva Novák"]],
  ["@Eva Novák", ["Dr. Eva Novák"]],
  ["@Eva is two people, and @Dr. is none", []],
  ["@Maria", ["Rosa Maria Diaz"]],
  ["@Rosa  Maria", ["Rosa Maria Diaz"]],
  ["@​Carl", ["Carl"]],
  ["@Ca­rl", ["Carl"]],
  ["@김민수님 확인해 주세요", ["김민수"]],
  ["부탁해요@김민수씨", ["김민수"]],
  ["@김민수정은 다른 사람입니다", []],
  ["@Tanakaさん、お願いします", ["Tanaka Ken"]],
  ["@Carl님", ["Carl"]],
  ["@Carla is somebody else", []],
])("%s", (body, names) => {
  expect(mentioned(body)).toEqual(names);
});

test("a note of signs alone takes no time that anybody would notice", () => {
  const startedMs = performance.now();
  mentioned(`${"a._-".repeat(5_000)}${"@".repeat(2_000)}${"._-@".repeat(5_000)}`);
  expect(performance.now() - startedMs).toBeLessThan(2_000);
});
