import { normalisePassword } from "@chorus/auth/passwords";
import { AppError } from "@chorus/kernel/app-error";
import { COMMON_PASSWORDS } from "./common-passwords.ts";

const MIN_CHARACTERS = 8;
const MIN_WORD_CHARACTERS = 3;
const NOT_LETTERS = /[^\p{L}]/gu;

/** The account's owner: words about them are guessed first. */
export interface PasswordOwner {
  tenant: { name: string; slug: string };
  email: string;
  name: string;
}

/**
 * No rules about character classes; passwords that are guessed first are refused (NIST SP 800-63B, 3.1.1.2; OWASP ASVS 6.2.4 and 6.2.11).
 * @param path the password's field in the request
 * @throws AppError `invalid`
 */
export function requireUnguessable(password: string, owner: PasswordOwner, path = "password"): void {
  const problem = problemOf(normalisePassword(password), owner);
  if (problem === null) return;
  throw new AppError("invalid", { detail: `${path}: ${problem}`, errors: [{ path, message: problem }] });
}

function problemOf(password: string, owner: PasswordOwner): string | null {
  const lower = password.toLowerCase();
  const characters = new Set(lower.trim());
  if (Array.from(password.trim()).length < MIN_CHARACTERS) return `must have at least ${MIN_CHARACTERS} characters`;
  if (characters.size === 1) return "must not be one character again and again";
  if (COMMON_PASSWORDS.has(lower.trim())) return "is one of those that everybody tries first";
  if (isMadeOf(lower, wordsAbout(owner))) return "must not be made of your company's or your own name or address";
  return null;
}

/** Whether only digits and signs remain when the words are removed: `acme-2026`, `chorus123`. */
function isMadeOf(lower: string, words: readonly string[]): boolean {
  const letters = lower.replace(NOT_LETTERS, "");
  const rest = words.reduce((left, word) => left.replaceAll(word, ""), letters);
  return rest === "" && (letters !== "" || words.includes(lower.trim()));
}

/** Longest first, so that a part of a name is not removed before the whole. */
function wordsAbout({ tenant, email, name }: PasswordOwner): string[] {
  const texts = ["chorus", tenant.name, tenant.slug, email, name];
  const parts = texts.flatMap((text) => {
    const lower = normalisePassword(text).toLowerCase();
    return [lower, ...lower.split(/[^\p{L}\p{N}]+/u)];
  });
  const words = parts.flatMap((part) => [part, part.replace(NOT_LETTERS, "")]);
  return [...new Set(words)]
    .filter((word) => word.length >= MIN_WORD_CHARACTERS)
    .toSorted((one, other) => other.length - one.length);
}
