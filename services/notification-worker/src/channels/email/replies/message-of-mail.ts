import { createHash } from "node:crypto";
import { LIMITS } from "@chorus/contracts/limits";
import { cutText } from "@chorus/contracts/cut-text";
import { isBlank } from "@chorus/contracts/text";
import type { MailLanguage } from "../../../templates/languages.ts";
import { writtenSubject } from "../reading/subject-line.ts";
import type { IncomingMail, MailContent } from "../reading/read-mail.ts";

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
const NAME_CHARACTERS = 150;
const NAMES_CHARACTERS = 3_000;
/** A longer mail becomes a few messages at most. */
const MAX_MESSAGES = 4;
/** Parts end between two words where possible. */
const NEAR_BORDER = /\s\S{0,400}$/u;

/** What the author wrote into the subject stands before the text, as a line of its own. */
export function withSubject(content: MailContent, subject: string, subjects: readonly string[]): MailContent {
  const line = writtenSubject(subject, subjects, content.text);
  if (line === null) return content;
  return { ...content, text: isBlank(content.text) ? line : `${line}\n${content.text}` };
}

/** The messages of a mail: none when its author added nothing. Left-out parts are mentioned. */
export function messagesOfMail({ text, attachments }: MailContent, language: MailLanguage): string[] {
  const missing = attachments.length === 0 ? null : NOT_TAKEN[language](namesOf(attachments));
  const parts = partsOf(text);
  const last = parts.slice(MAX_MESSAGES).length > 0 ? SHORTENED[language] : null;
  const ends = [last, missing].filter((end) => end !== null).join("\n");
  const kept = parts.slice(0, MAX_MESSAGES);
  if (ends === "") return kept;
  const body = [...kept.slice(-1), ends].join("\n\n");
  return body.length <= LIMITS.bodyCharacters ? [...kept.slice(0, -1), body] : [...kept, ends];
}

/** A quote or an absence note is cut at the length of a message. */
export function cutToMessage(text: string): string {
  return cutText(text, LIMITS.bodyCharacters);
}

function partsOf(text: string): string[] {
  const parts: string[] = [];
  for (let rest = text; rest !== "";) {
    const most = cutText(rest, LIMITS.bodyCharacters);
    const part = most.length === rest.length ? most : most.replace(NEAR_BORDER, "") || most;
    if (!isBlank(part)) parts.push(part.trim());
    rest = rest.slice(part.length);
  }
  return parts;
}

function namesOf(attachments: readonly string[]): string {
  const names: string[] = [];
  for (const name of attachments) {
    const short = shortened(name);
    if (names.join(", ").length + short.length > NAMES_CHARACTERS) break;
    names.push(short);
  }
  const left = attachments.length - names.length;
  return left === 0 ? names.join(", ") : `${names.join(", ")} + ${left}`;
}

/** The end of the name shows the file type. */
function shortened(name: string): string {
  if (name.length <= NAME_CHARACTERS) return name;
  return `${cutText(name, NAME_CHARACTERS)}…${/\.\w{1,10}$/.exec(name)?.[0] ?? ""}`;
}

/**
 * The same mail is the same message, however often it is delivered: a UUID (version 8) derived from the mail's identity.
 * @param part of a long mail, from 0
 */
export function messageIdOfMail(conversationId: string, mail: IncomingMail, raw: Uint8Array, part = 0): string {
  const hash = createHash("sha256").update(`mail reply\n${conversationId}\n${part === 0 ? "" : `${part}\n`}`);
  const bytes = hash.update(mail.messageId ?? raw).digest();
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}
