import { ChorusProblem } from "@chorus/client-sdk/problem";
import { fieldTexts } from "./field-texts.ts";
import { languageChoice } from "./language.ts";
import { textsNow } from "./texts.ts";

const SIZE = /^Too (big|small): expected (\w+) to (?:have|be) [<>]=?\s?(\d+)/;

/** What is wrong with one field of a form, as the server sees it, in words for people. */
export function fieldProblem(error: unknown, field: string): string | undefined {
  if (!(error instanceof ChorusProblem)) return undefined;
  const found = error.errors.find(({ path }) => path.split(/[./]/).includes(field));
  return found && sayProblem(found.message);
}

/** Contracts answer in the words of their schema library, or in an English sentence of their own. */
export function sayProblem(message: string): string {
  const t = textsNow(fieldTexts);
  const [, which, kind = "", limit = ""] = SIZE.exec(message) ?? [];
  if (which === "small" && kind === "string") return limit === "1" ? t.missing : t.tooShort(limit);
  if (which === "small") return kind === "array" ? t.tooFew(limit) : t.tooSmall(limit);
  if (which === "big")
    return kind === "string" ? t.tooLong(limit) : kind === "array" ? t.tooMany(limit) : t.tooBig(limit);
  if (message === "must not be empty") return t.missing;
  if (message.includes("single line")) return t.severalLines;
  if (/^Invalid email/i.test(message)) return t.noEmail;
  if (/^Invalid URL/i.test(message)) return t.noAddress;
  if (/^Invalid input: expected (number|int)/.test(message)) return t.noNumber;
  if (/^(Invalid|Unrecognized|Expected)/i.test(message) || languageChoice.getSnapshot() !== "en") return t.wrong;
  return message.charAt(0).toUpperCase() + message.slice(1);
}
