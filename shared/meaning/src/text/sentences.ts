import { cutText } from "@chorus/contracts/cut-text";

/** Ends with a point that ends no sentence. */
const ABBREVIATION =
  /(?:^|\s)(?:mr|mrs|ms|dr|prof|no|nr|st|str|vs|approx|ca|bzw|ggf|inkl|evtl|usw|etc|z\.\s?b|d\.\s?h|u\.\s?a|e\.g|i\.e|tel|art|\d{1,2}|[a-z])\.$/i;
/** `12.11.` or `1.2.`, which may also end a sentence: the next word decides. */
const TWO_NUMBERS = /(?:^|\s)\d{1,2}\.\d{1,2}\.$/;
const MAX_CHARACTERS = 400;

/** Splits a message into sentences; a very long one is cut at commas. Deterministic, without a dictionary. */
export function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  for (const line of text.split(/\n+/)) {
    let current = "";
    const pieces = line.split(/(?<=[.!?…]["»”)]?)\s+/);
    for (const [at, piece] of pieces.entries()) {
      current = current === "" ? piece : `${current} ${piece}`;
      if (ABBREVIATION.test(current)) continue;
      if (TWO_NUMBERS.test(piece) && /^[\p{Ll}\d]/u.test(pieces[at + 1] ?? "")) continue;
      sentences.push(current);
      current = "";
    }
    sentences.push(current);
  }
  return sentences
    .flatMap(shorten)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");
}

function shorten(sentence: string): string[] {
  if (sentence.length <= MAX_CHARACTERS) return [sentence];
  const parts: string[] = [];
  let current = "";
  for (const piece of sentence.split(/(?<=[,;:–])\s+|(?<=\s(?:and|but|und|aber|so))\s+/)) {
    if (current.length + piece.length > MAX_CHARACTERS && current !== "") {
      parts.push(current);
      current = "";
    }
    current = current === "" ? piece : `${current} ${piece}`;
  }
  return [...parts, current].map((part) => cutText(part, MAX_CHARACTERS));
}

/** Openings that only greet, thank or agree; "No parcel, letter or lid" is none. */
const OPENING =
  /^(?:(?:hi|hello|hey|hallo|moin|servus|dear|guten (?:tag|morgen|abend)|good (?:morning|afternoon|evening)|thanks(?: a lot| so much)?|thank you(?: very much| so much)?|danke(?: schön)?|vielen dank|ok(?:ay)?|alright|sure(?: thing)?|great|perfect|no problem|of course|yes|(?:no|nein)(?=[,!.:;–-])|ja|klar|gerne?|super|prima|natürlich|kein problem|sorry|well|um|uh|so|ah|oh|right)(?:[ ,]+(?:there|all|team|everyone|zusammen|\p{Lu}\p{Ll}+))?[,!.:;–-]+\s+)+/iu;

/** As it was written, on one line; without link targets and what turns the direction of what follows. */
export function plainOf(text: string): string {
  return text
    .replaceAll(/!?\[([^\]\n]{0,200})\]\([^)\s]{1,500}\)/g, "$1")
    .replaceAll(/[\u202A-\u202E\u2066-\u2069\uFEFF]/g, "")
    .replaceAll(/[\p{Cc}]/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** A sentence without what only greets. */
export function tidy(sentence: string): string {
  const text = plainOf(sentence).replace(OPENING, "").trim();
  return text === "" ? plainOf(sentence) : text;
}
