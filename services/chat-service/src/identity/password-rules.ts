import { normalisePassword } from "@chorus/auth/passwords";
import { AppError } from "@chorus/kernel/app-error";
import { COMMON_PASSWORDS } from "./common-passwords.ts";

const MIN_CHARACTERS = 8;
const MIN_WORD_CHARACTERS = 3;
/** What is left without its digits and signs says something of a password from so many letters on. */
const MIN_LETTERS = 4;
const MIN_IN_ROW = 3;
const NOT_LETTERS = /[^\p{L}]/gu;
const SIGNS = /[^\p{L}\p{N}]/gu;
const HEAD = /^[^\p{L}]+/u;
const TAIL = /[^\p{L}]+$/u;
const WHAT_TO_DO = "take several words that do not belong together";

const ALSO_READ = { "0": "o", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", $: "s" };
/** Which letters stand behind digits and signs. */
const STAND_FOR = [
  { ...ALSO_READ, "1": "l", "!": "l" },
  { ...ALSO_READ, "1": "i", "!": "i" },
];

/** The alphabet, the digits, and the rows of QWERTY and QWERTZ keyboards, read either way. */
const ROWS = [
  ...["abcdefghijklmnopqrstuvwxyz", "01234567890"],
  ...["qwertyuiop", "asdfghjkl", "zxcvbnm"],
  ...["qwertzuiop\u00fc", "asdfghjkl\u00f6\u00e4", "yxcvbnm"],
].flatMap((row) => [row, Array.from(row).toReversed().join("")]);

/** The common ones without the digits and signs behind them, by which they differ from year to year. */
const COMMON_WORDS: ReadonlySet<string> = new Set(
  [...COMMON_PASSWORDS].map((common) => common.replace(TAIL, "")).filter((word) => word.length >= MIN_LETTERS),
);

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
  const lower = password.toLowerCase().trim();
  if (Array.from(lower).length < MIN_CHARACTERS) return `must have at least ${MIN_CHARACTERS} characters`;
  const tried = spellingsOf(lower);
  if (tried.some((one) => isCommon(one))) return `is one of those that everybody tries first, or nearly: ${WHAT_TO_DO}`;
  if (tried.some((one) => isRepeated(one))) return `must not be a few characters again and again: ${WHAT_TO_DO}`;
  if (tried.some((one) => isRow(one))) return `must not be a row of the alphabet or of the keyboard: ${WHAT_TO_DO}`;
  const words = wordsAbout(owner);
  if (tried.some((one) => isMadeOf(one, words)))
    return `must not be made of your company's or your own name or address: ${WHAT_TO_DO}`;
  return null;
}

/** What a guesser makes the same: without the digits and signs around it, with letters for those that stand for them, said once. */
function spellingsOf(lower: string): string[] {
  const bodies = [lower, lower.replace(TAIL, ""), lower.replace(TAIL, "").replace(HEAD, "")];
  const read = bodies.flatMap((body) => [body, ...STAND_FOR.map((letters) => readAs(body, letters))]);
  const kept = read.filter((text) => text === lower || text.replaceAll(NOT_LETTERS, "").length >= MIN_LETTERS);
  return [
    ...new Set(kept.flatMap((text) => [text, text.replaceAll(SIGNS, "")]).flatMap((text) => [text, unitOf(text)])),
  ];
}

function readAs(text: string, letters: Readonly<Record<string, string>>): string {
  return Array.from(text, (character) => letters[character] ?? character).join("");
}

function isCommon(text: string): boolean {
  return COMMON_PASSWORDS.has(text) || COMMON_WORDS.has(text);
}

/** Also when the last repetition breaks off. */
function isRepeated(text: string): boolean {
  return text !== "" && text.length > unitOf(text).length && unitOf(text).length < MIN_CHARACTERS;
}

/** The shortest part whose repetition makes the text; the text itself when it comes once. */
function unitOf(text: string): string {
  for (let size = 1; size <= text.length / 2; size += 1) {
    const unit = text.slice(0, size);
    if (unit.repeat(Math.ceil(text.length / size)).startsWith(text)) return unit;
  }
  return text;
}

/** Whether it is nothing but pieces of rows, read either way: `abcdefgh`, `qwertz4321`. */
function isRow(text: string): boolean {
  let at = 0;
  while (at < text.length) {
    let end = at + MIN_IN_ROW;
    if (end > text.length || !isInRow(text.slice(at, end))) return false;
    while (end < text.length && isInRow(text.slice(at, end + 1))) end += 1;
    at = end;
  }
  return text.length >= MIN_CHARACTERS;
}

function isInRow(piece: string): boolean {
  return ROWS.some((row) => row.includes(piece));
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
