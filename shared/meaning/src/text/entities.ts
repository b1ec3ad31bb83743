import { MONEY } from "./amounts.ts";

export const ENTITY_KINDS = ["orders", "amounts", "products", "dates", "links", "contacts"] as const;
export type EntityKind = (typeof ENTITY_KINDS)[number];

export interface EntityMention {
  kind: EntityKind;
  text: string;
}

// Every repetition has an upper bound: each place of a text is looked at so many times at most, whatever somebody writes.
// Brackets belong to an address in pairs.
const LINK =
  /\bhttps?:\/\/(?:(?!(?!\p{ASCII})[\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Sentence_Terminal}\p{Terminal_Punctuation}\p{Cf}])[^\s<>"'()\]]|\([^\s<>"'()\]]{0,200}\)){1,2000}(?<![.,;:!?])/giu;
const EMAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,8}\.\p{L}{2,63}/giu;
const IBAN = /\b[A-Z]{2}\d{2}(?: ?[\dA-Z]{4}){2,7}(?: ?[\dA-Z]{1,4})?\b/gu;
const CARD = /\b(?:\d[ -]?){12,18}\d\b/gu;
/** Brackets are around the code of a town, or around the 0 that is left out from abroad. */
const PHONE = /(?:(?:\+|\b00)\d{1,3}[ /-]?(?:\(\d{1,5}\)[ /-]?)?|\(0\d{1,5}\)[ /-]?|\b0)\d(?:[ /-]?\d){4,12}\b/gu;
/** Begins as a day in figures does. */
const DATE = /^\d{1,2}([ /-])\d{1,2}\1(?:(?:19|20)\d\d|\d\d)(?!\d)/u;
/** Letters and digits together, or `#` and digits, or digits after a word that says what they number. */
const CODE =
  /(?:#\s?[A-Z]{0,4}-?\d{3,30}[\dA-Z-]{0,60}(?:\/[\dA-Z-]{1,30}){0,4})|\b[A-Z]{1,6}[-–]?\d[\dA-Z]{0,30}(?:[-–][\dA-Z]{1,30}){0,8}\b|\b\d{1,20}[A-Z]{1,20}-?[\dA-Z]{0,20}\b/gu;
const NUMBERED =
  /\b(?:order|booking|invoice|ticket|tracking|reference|ref|case|customer|account|contract|policy|parcel|reservation|bestell(?:ung|nummer)|rechnung(?:snummer)?|buchung(?:snummer)?|sendung(?:snummer)?|kundennummer|vertrag(?:snummer)?|auftrag(?:snummer)?|vorgang|policen?nummer)\b(?:\s+(?:number|no\.?|nr\.?|id|code|is|ist|lautet|nummer)){0,4}[:\s#]{0,6}(\d{1,40}(?:[-–/._](?:\d{1,20}[A-Z]{0,3}|[A-Z]{1,2}\d{0,20})(?![\p{L}\p{N}])){0,8}(?:(?: \d{3,4}(?!\d)){1,6}(?: \d{1,2}(?!\d))?)?)(?![\p{L}\p{N}]|[.,/–-]\d)/giu;
/** A day, hours or a part of something: no number of an order. */
const NO_NUMBER =
  /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})|\d{1,3}[./_]\d{1,3}|\d{1,2}[-–]\d{1,2})$/u;
const CODE_WORDS =
  /^(?:[A-Z]{1,2}\d|24H|\d{1,2}(?:AM|PM|H|X|D|TH|ST|ND|RD|KG|GB|MB|CM|MM|KM|MBIT)|COVID-?19|MP3|MP4|USB-?C?\d?|A4)$/u;

/** Exact detectors first; each character belongs to one entity at most. */
export function entitiesOf(text: string): EntityMention[] {
  const found: EntityMention[] = [];
  let rest = text;
  const take = (kind: EntityKind, pattern: RegExp, accept: (match: string) => boolean = () => true) => {
    rest = rest.replace(pattern, (match: string, ...groups: unknown[]) => {
      const value = typeof groups[0] === "string" ? groups[0] : match;
      if (!accept(value)) return match;
      found.push({ kind, text: value.trim() });
      return match.replace(value, " ".repeat(value.length));
    });
  };
  take("links", LINK);
  take("contacts", EMAIL);
  take("contacts", IBAN, isIban);
  take("contacts", CARD, isLuhn);
  take("amounts", MONEY);
  take("orders", NUMBERED, (match) => match.replaceAll(/\D/g, "").length >= 4 && !NO_NUMBER.test(match));
  take("contacts", PHONE, (match) => match.replaceAll(/\D/g, "").length >= 8 && !DATE.test(match));
  take("orders", CODE, (match) => !CODE_WORDS.test(match.toUpperCase()) && isOrderLike(match));
  take("products", PRODUCT, (match) => !NOT_PRODUCT.test(match));
  return found;
}

/** A model's name: capitalised words with a number in or behind them. */
const PRODUCT =
  /\b(?:\p{Lu}[\p{L}-]{0,30}\d{0,6}\s){1,3}(?:\p{Lu}{0,3}\d{1,4}\p{L}{0,3}\b(?!\s?(?:[€$£:./]\d|-\d{1,2}-\d|%|uhr|am|pm)))|\b\p{Lu}[\p{Ll}]{1,30}\p{Lu}[\p{L}]{1,30}(?:\s(?:Pro|Plus|Max|Mini|Air|\d+))?\b/gu;
const NOT_PRODUCT =
  /^(?:on|am|the|since|until|by|room|page|step|day|week|order|invoice|version|error|january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|märz|mai|juni|juli|oktober|dezember|monday|tuesday|wednesday|thursday|friday|saturday|sunday|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|it|i|ich|size|größe|gleis|zimmer|fehler|kw|nr|um|bis|ab|seit|bestellung|paypal|i'm)\b/iu;

/** Not a short word with a digit such as `B2B`, and not a size. */
function isOrderLike(match: string): boolean {
  const digits = match.replaceAll(/\D/g, "").length;
  return digits >= 3 || (digits >= 2 && /[-–]/.test(match) && match.length >= 5);
}

/** Luhn's check of card numbers (ISO/IEC 7812). */
export function isLuhn(text: string): boolean {
  const digits = text.replaceAll(/\D/g, "");
  if (digits.length < 13 || digits.length > 19) return false;
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** ISO 13616: the rearranged number leaves 1 when divided by 97. */
export function isIban(text: string): boolean {
  const compact = text.replaceAll(" ", "").toUpperCase();
  if (compact.length < 15 || compact.length > 34) return false;
  let rest = 0;
  for (const character of compact.slice(4) + compact.slice(0, 4)) {
    const value = /\d/.test(character) ? character : String(character.charCodeAt(0) - 55);
    for (const digit of value) rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest === 1;
}
