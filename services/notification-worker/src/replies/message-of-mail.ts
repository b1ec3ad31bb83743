import { createHash } from "node:crypto";
import { LIMITS } from "@chorus/contracts/limits";
import type { MailLanguage } from "../templates/languages.ts";
import type { IncomingMail } from "./read-mail.ts";

const NOT_TAKEN: Record<MailLanguage, (names: string) => string> = {
  en: (names) => `[Not taken over from the mail: ${names}]`,
  de: (names) => `[Nicht aus der Mail übernommen: ${names}]`,
  es: (names) => `[No se ha copiado del correo: ${names}]`,
};
const SHORTENED: Record<MailLanguage, string> = {
  en: "[The mail goes on.]",
  de: "[Die Mail geht noch weiter.]",
  es: "[El correo continúa.]",
};
const NAMES_CHARACTERS = 400;

/** What stands in the conversation for a mail; empty when its writer added nothing. Whoever reads it learns what is missing. */
export function messageOfMail({ text, attachments }: IncomingMail, language: MailLanguage): string {
  if (text === "" && attachments.length === 0) return "";
  const names = attachments.join(", ").slice(0, NAMES_CHARACTERS);
  const missing = attachments.length === 0 ? [] : [NOT_TAKEN[language](names)];
  const whole = [...(text === "" ? [] : [text]), ...missing].join("\n\n");
  if (whole.length <= LIMITS.bodyCharacters) return whole;
  const end = `\n\n${[SHORTENED[language], ...missing].join("\n")}`;
  return `${text.slice(0, LIMITS.bodyCharacters - end.length).replace(/\p{Surrogate}$/u, "")}${end}`;
}

/** The same mail is the same message, however often a mail server hands it over: a UUID (version 8) of what names the mail. */
export function messageIdOfMail(conversationId: string, mail: IncomingMail, raw: Uint8Array): string {
  const hash = createHash("sha256").update(`mail reply\n${conversationId}\n`);
  const bytes = hash.update(mail.messageId ?? raw).digest();
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}
