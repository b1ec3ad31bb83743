import { startCpuTime } from "@chorus/testing/cpu-time";
import { describe, expect, test } from "vitest";
import { quotableText } from "./quotable-text.ts";
import { splitMail } from "./split-mail.ts";

/** Our mails come from another address than the introductions say, as behind a server that rewrites it. */
const known = quotableText(
  ["When shall we deliver?", "Just reply to this email."],
  ["The agent", "Ana", "Acme Support", "reply@chorus.test"],
  { texts: ["My kettle leaks at the lid"], names: ["Cara"] },
);
const POLISH = "W dniu 2026-11-28 18:12:39 użytkownik The agent <n@chorus.example> napisał:";

describe("our name before an address that is not ours introduces a quote that nothing marks", () => {
  test.each([
    ["Polish", POLISH],
    ["English", "On Sat, Nov 28, 2026 at 6:12 PM The agent <n@chorus.example> wrote:"],
    ["German", "Am Sa., 28. Nov. 2026 um 18:12 Uhr schrieb Ana <n@chorus.example>:"],
    ["Spanish", "El sáb, 28 nov 2026 a las 18:12, The agent (<n@chorus.example>) escribió:"],
    ["French", "Le sam. 28 nov. 2026 à 18:12, Acme Support <n@chorus.example> a écrit\u00A0:"],
    ["Hungarian", "The agent <n@chorus.example> ezt írta (időpont: 2026. nov. 28., Szo, 18:12):"],
    ["Czech", "so 28. 11. 2026 v 18:12 odesílatel The agent <n@chorus.example> napsal:"],
    ["Japanese", "2026年11月28日(土) 18:12 The agent <n@chorus.example>:"],
    ["Korean", "2026년 11월 28일 (토) 오후 6:12, The agent <n@chorus.example>님이 작성:"],
    ["without a verb", '28.11.2026, 18:12, "The agent" <n@chorus.example>:'],
    ["Zoho", "---- On Sat, 28 Nov 2026 18:12:00 +0100 The agent via Acme Support <n@chorus.example> wrote ----"],
    ["broken", "On Sat, Nov 28, 2026 at 6:12 PM The agent\n<n@chorus.example> wrote:"],
  ])("%s", (_, introduction) => {
    for (const reply of ["Dziękuję!", "On Thursday.", "Thank you!\n\nIt fits."])
      for (const below of ["Tomorrow.", "Tomorrow,\nin the morning."])
        expect(splitMail(`${reply}\n\n${introduction}\n\n${below}`, known)).toEqual({
          reply,
          quoted: `${introduction}\n\n${below}`,
        });
  });

  test("lines of ours below it tell where it ends", () => {
    const { reply } = splitMail(`${POLISH}\n\nTomorrow.\n\nJust reply to this email.\n\nIn the morning.`, known);
    expect(reply).toBe("In the morning.");
  });
});

describe("it stays where it may be the author's", () => {
  test.each([
    ["nothing above", `${POLISH}\n\nTomorrow.`],
    ["a greeting above", `Hello,\n\n${POLISH}\n\nOn Friday at the back door.`],
    ["it is announced", `Your colleague told me this:\n\n${POLISH}\n\nTomorrow.`],
    ["more follows", `Hello\n\n${POLISH}\n\nTomorrow.\n\nIs that still so?`],
    ["what its author said before", `Thanks!\n\n${POLISH}\n\nMy kettle leaks at the lid`],
    ["somebody else's name", "Thanks!\n\nOn 28.11.2026 at 18:12 Carrier <c@carrier.example> wrote:\n\nIt was lost."],
    ["a longer name", "Thanks!\n\nOn 28.11.2026 at 18:12 Meier Ana <a@home.example> wrote:\n\nTwo kettles."],
    ["a longer name, too", "Thanks!\n\nOn 28.11.2026 at 18:12 Ana Meier <a@home.example> wrote:\n\nTwo kettles."],
    ["a letter to us", "Thanks!\n\nOn 28.11.2026 at 18:12 I wrote to The agent <n@chorus.example>:\n\nTwo kettles."],
    ["words of a letter to us", "Thanks!\n\nWhat I told The agent <n@chorus.example> on 28.11.2026 at 18:12:\n\nTwo."],
    ["no time", "Thanks!\n\nOn 28.11.2026 The agent <n@chorus.example> wrote:\n\nTomorrow."],
    ["no address", "Thanks!\n\nOn 28.11.2026 at 18:12 The agent wrote:\n\nTomorrow."],
    [
      "AOL names nobody",
      "Thanks!\n\nIn a message dated 11/28/2026 6:12:00 PM, n@other.example writes:\n\nIt was lost.",
    ],
  ])("%s", (_, text) => {
    expect(splitMail(text, known)).toEqual({ reply: text, quoted: "" });
  });
});

describe("lines of ours in another quote further below do not tell where it ends", () => {
  const told =
    "Hello, see what I was told:\nOn 20.11.2026 10:00, Ana <ana@acme.test> wrote:\nWe will refund 50 EUR.\nWhy did I get only 20 EUR?";
  test.each([
    ["marked", "On 28.11.2026 18:12, Ana <n@chorus.example> wrote:\n> When shall we deliver?"],
    [
      "marked, of words that nobody knows",
      "On 28.11.2026 18:12, Ana <n@chorus.example> wrote:\n> The refund of 20 EUR is on its way.",
    ],
    ["marked without an introduction", "> When shall we deliver?"],
    ["marked with its introduction", "> On 28.11.2026 18:12, Ana <n@chorus.example> wrote:\n> When shall we deliver?"],
    ["unmarked", "On 28.11.2026 18:12, Ana <n@chorus.example> wrote:\nWhen shall we deliver?"],
    [
      "unmarked, of our address",
      "On 28.11.2026 18:12, Ana <reply@chorus.test> wrote:\nTomorrow.\nJust reply to this email.",
    ],
    [
      "below header lines",
      "From: Ana <n@chorus.example>\nSent: Saturday, 28 November 2026 18:12\nTo: c@e.test\nSubject: Hm\n\nWhen shall we deliver?",
    ],
  ])("%s", (_, quote) => {
    expect(splitMail(`${told}\n\n${quote}`, known)).toEqual({ reply: told, quoted: quote });
  });
});

describe("the line above a quote that says that the original message begins goes with it", () => {
  const ours = "> When shall we deliver?";
  test.each([
    "-------- Original Message --------",
    "-----Original Message-----",
    "-------- Ursprüngliche Nachricht --------",
    "-------- Originalnachricht --------",
    "-------- Mensaje original --------",
    "-------- Message d'origine --------",
    "-------- Messaggio originale --------",
    "-------- Mensagem original --------",
    "-------- Oorspronkelijk bericht --------",
    "-------- Oryginalna wiadomość --------",
    "-------- Исходное сообщение --------",
    "-------- 原始邮件 --------",
    "-------- 元のメッセージ --------",
    "-------- 원본 메시지 --------",
    "-------- הודעה מקורית --------",
    "-------- الرسالة الأصلية --------",
  ])("%s", (line) => {
    for (const below of [
      ours,
      `On Saturday, 11/28/26 at 18:12 The agent <n@chorus.example> wrote:\n\n${ours}`,
      `On Saturday, 11/28/26 at 18:12 The agent <n@chorus.example> wrote:\n\n> Hm`,
      `On Saturday, 11/28/26 at 18:12 The agent <n@chorus.example> wrote:\n\nTomorrow.`,
    ]) {
      expect(splitMail(`On Friday.\n\n${line}\n${below}`, known)).toEqual({
        reply: "On Friday.",
        quoted: `${line}\n${below}`,
      });
      expect(splitMail(`On Friday.\n\n${line}\n\n${below}`, known).reply).toBe("On Friday.");
      expect(splitMail(`${line}\n${below}\n\nOn Friday.`, known).reply.replace(/^(?:-|On Sat)[^]*\n/, "")).toBe(
        "On Friday.",
      );
    }
  });

  test.each([
    "Look:\n\n-------- Original Message --------\n> 60 W is what the label says.",
    "-------- Original Message --------\nOn 28.11.2026 at 18:12 Carrier <c@carrier.example> wrote:\n> It was lost.",
    "The printer says:\n-------- Original Message --------\n\nand stops.",
    "-- My original message --\nwas lost",
  ])("it stays above what is not ours: %s", (text) => {
    expect(splitMail(text, known)).toEqual({ reply: text, quoted: "" });
  });
});

test.each([
  `${POLISH}\n`,
  `a\n${POLISH}\n\nb\n\n`,
  "-------- Original Message --------\n",
  "28.11.2026 18:12 The agent <",
  "-",
  "The agent <n@chorus.example>",
])("a mail that was made to take long does not: %j", (part) => {
  const usedMs = startCpuTime();
  expect(splitMail(part.repeat(100_000 / part.length), known)).toBeDefined();
  expect(usedMs()).toBeLessThan(1_000);
});
