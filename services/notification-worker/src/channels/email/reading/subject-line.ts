import { isBlank, toSingleLine } from "@chorus/contracts/text";

/** What mail programs put before the subject of the mail they answer, in their languages. */
export const ANSWERS =
  "re|aw|antw|antwort|sv|vs|odp|rif|res|ref|ynt|atb|r|回复|回覆|答复|答覆|返信|답장|회신|השב|رد|отв|απ";
const FORWARDS = "fw|fwd|wg|rv|tr|wtr|i|doorst|enc|pd|vb|vl|vd|ilt|转发|轉寄|轉發|전달|пер|πρθ";
/** "Re[2]:", and marks of gateways like "[External]". */
const COUNT = String.raw`(?:\s?[[(^]\s?\d{1,3}\s?[\])]?)?`;
const TAG = String.raw`\[[^[\]]{1,60}\]`;
const PREFIX = new RegExp(String.raw`^\s*(?:(?:${ANSWERS}|${FORWARDS})${COUNT}\s?[:：]|${TAG})`, "iu");
const ANSWER = new RegExp(String.raw`^\s*(?:${TAG}\s*){0,3}(?:${ANSWERS})${COUNT}\s?[:：]`, "iu");
/** What programs write where there is none. */
const NONE =
  /^[([<]?\s*(?:no|without|kein|ohne|sin|sans|aucun|senza|geen|sem|brak)\s(?:subject|betreff|asunto|objet|sujet|oggetto|onderwerp|assunto|tematu)\s*[)\]>]?$/iu;
/** Marks of gateways. Other words in brackets are somebody's when there are none beside them. */
const GATEWAY =
  /^\[\s*(?:ext|extern(?:al|e|er|o|a)?|outside|spam|suspected spam|junk|bulk|list|encrypted|secure)(?:[\s:-]+(?:e-?mail|mail|sender|message|absender|nachricht|correo|remitente))?\s*\]$/i;
/** Programs may cut a long subject. */
const MIN_CUT_LETTERS = 20;
/** Between the words of a text that repeats a subject. */
const MAX_SIGNS = 200;

/** Whether it is one of these subjects, also as an answer to it or passed on. */
export function isOneOf(subject: string, subjects: readonly string[]): boolean {
  const letters = lettersOf(withoutPrefixes(subject));
  return subjects.map((one) => lettersOf(withoutPrefixes(one))).some((one) => isSame(letters, one));
}

/**
 * What the author wrote into the subject of a mail; null when it is the subject of our mails. An answer to a mail with another
 * subject says something only when nothing else does: subjects are changed on their way, too.
 * @param subjects of our mails; empty when it is not known
 * @param text what the author wrote below
 */
export function writtenSubject(subject: string, subjects: readonly string[], text: string): string | null {
  const line = toSingleLine(subject);
  const words = withoutPrefixes(line);
  if (isBlank(words) || NONE.test(words) || isOneOf(line, subjects)) return null;
  if (ANSWER.test(line) && (subjects.length === 0 || !isBlank(text))) return null;
  return isBlank(text) || !beginsWith(text, line) ? line : null;
}

const LETTER = /[\p{L}\p{M}\p{N}]/u;
const WORD_ENDS = /^[^\p{L}\p{M}\p{N}\s]{0,20}(?:\s|$)/u;
/** After one word more has to follow than a blank: "No later than Friday" does not say "No". */
const CLAUSE_ENDS = /^(?:[^\p{L}\p{M}\p{N}\s]{1,20}(?:\s|$)|\s*$|\s*\n)/u;

/** Whether a text says the words of a subject first, and ends one where the subject does. */
function beginsWith(text: string, subject: string): boolean {
  const letters = lettersOf(subject);
  const folded = text
    .slice(0, 2 * subject.length + MAX_SIGNS)
    .normalize("NFKC")
    .toLowerCase();
  if (!LETTER.test(letters)) return folded.replaceAll(/\s/g, "").startsWith(letters);
  let found = "";
  let end = 0;
  for (const character of folded) {
    if (found.length >= letters.length) break;
    if (LETTER.test(character)) found += character;
    end += character.length;
  }
  const ends = /\s/.test(subject.trim()) ? WORD_ENDS : CLAUSE_ENDS;
  return found === letters && ends.test(folded.slice(end));
}

function withoutPrefixes(subject: string): string {
  let rest = subject;
  for (let match = PREFIX.exec(rest); match !== null; match = PREFIX.exec(rest)) {
    const next = rest.slice(match[0].length);
    if (isBlank(next) && match[0].trim().startsWith("[") && !GATEWAY.test(match[0].trim())) break;
    rest = next;
  }
  return rest.trim();
}

function isSame(letters: string, ours: string): boolean {
  return letters === ours || (letters.length >= MIN_CUT_LETTERS && ours.startsWith(letters));
}

/** Programs change white space, dots and widths; a subject of signs alone is compared by them. */
function lettersOf(text: string): string {
  const folded = text.normalize("NFKC").toLowerCase();
  return folded.replaceAll(/[^\p{L}\p{M}\p{N}]/gu, "") || folded.replaceAll(/\s/g, "");
}
