import { expect, test } from "vitest";
import { senderName } from "./sender-name.ts";

test.each([
  ["Aster & Co.", "Aster & Co."],
  ["Aster <ceo@bank.example>", "Aster"],
  ["ceo@bank.example", "Chat"],
  ["Aster ceo＠bank.example", "Aster"],
  ["Aster\r\nBcc: x@y.example", "Aster Bcc:"],
  ["Aster <", "Aster"],
  ["日本語", "日本語"],
])("%j is shown as %j", (name, shown) => expect(senderName(name)).toBe(shown));
