import { expect, test } from "vitest";
import { messagesOfMail, withSubject } from "./message-of-mail.ts";

const of = (text: string, attachments: string[] = []) => messagesOfMail({ text, quoted: "", attachments }, "en");

test("text that nobody sees is no message", () => {
  expect(of("\u200B \uFEFF\n\u00AD")).toEqual([]);
  expect(of("\u200B", ["a.pdf"])).toEqual(["[Not taken over from the mail: a.pdf]"]);
});

test("a subject of the author's own stands before the text, or for it", () => {
  const say = (subject: string, text: string, attachments: string[] = []) =>
    messagesOfMail(withSubject({ text, quoted: "", attachments }, subject, ["An answer"]), "en");
  expect(say("Yes, on Monday", "")).toEqual(["Yes, on Monday"]);
  expect(say("Yes, on Monday", "\u200B", ["a.pdf"])).toEqual([
    "Yes, on Monday\n\n[Not taken over from the mail: a.pdf]",
  ]);
  expect(say("Change order 4711", "See subject")).toEqual(["Change order 4711\nSee subject"]);
  expect(say("AW: An answer", "Thank you")).toEqual(["Thank you"]);
  expect(say("AW: An answer", "")).toEqual([]);
});
