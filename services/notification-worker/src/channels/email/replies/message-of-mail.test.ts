import { expect, test } from "vitest";
import { messagesOfMail } from "./message-of-mail.ts";

const of = (text: string, attachments: string[] = []) => messagesOfMail({ text, quoted: "", attachments }, "en");

test("text that nobody sees is no message", () => {
  expect(of("\u200B \uFEFF\n\u00AD")).toEqual([]);
  expect(of("\u200B", ["a.pdf"])).toEqual(["[Not taken over from the mail: a.pdf]"]);
});
