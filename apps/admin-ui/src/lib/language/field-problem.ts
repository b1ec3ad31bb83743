import { ChorusProblem } from "@chorus/client-sdk/problem";
import { fieldTexts } from "./field-texts.ts";
import { languageChoice } from "./language.ts";
import { textsNow } from "./texts.ts";

/** As `shared/http/src/describe-issue.ts` says it. */
const SIZE = /^must (?:be|have) at (most|least) (\d+)( characters| entries)?$/;

/** What tells a program something, and people nothing. */
const UNTELLING =
  /^(must be (a text|true or false|a list|an object|an id|a time such|a day such|one of )|has unknown|is not valid|does not have the)/;

/** What is wrong with one field of a form, as the server sees it, in words for people. */
export function fieldProblem(error: unknown, field: string): string | undefined {
  if (!(error instanceof ChorusProblem)) return undefined;
  const found = error.errors.find(({ path }) => path.split(/[./]/).includes(field));
  return found && sayProblem(found.message);
}

/** Contracts answer in the words of their schema library, or in an English sentence of their own. */
export function sayProblem(message: string): string {
  const t = textsNow(fieldTexts);
  const [, which, limit = "", counted] = SIZE.exec(message) ?? [];
  if (which === "least")
    return counted ? (counted === " entries" ? t.tooFew(limit) : t.tooShort(limit)) : t.tooSmall(limit);
  if (which === "most")
    return counted ? (counted === " entries" ? t.tooMany(limit) : t.tooLong(limit)) : t.tooBig(limit);
  if (message === "must not be empty" || message === "is missing") return t.missing;
  if (message.includes("single line")) return t.severalLines;
  if (message === "must be an email address") return t.noEmail;
  if (message === "must be a web address") return t.noAddress;
  if (/^must be a (whole )?number$/.test(message)) return t.noNumber;
  if (UNTELLING.test(message) || languageChoice.getSnapshot() !== "en") return t.wrong;
  return message.charAt(0).toUpperCase() + message.slice(1);
}
