import { foldMarks } from "@chorus/kernel/fold-text";

// For masking, instead of the detectors for display: what is masked too much is restored later, what is masked too little has left.
// Every repetition has an upper bound.
const MAIL =
  /[\p{L}\p{N}.!#$'*+_^`{|}~%-]{1,64}(?:@|＠|%40|\s?[([{]\s?at\s?[)\]}]\s?)[\p{L}\p{N}-]{1,63}(?:(?:\.|%2e|\s?[([{]\s?dot\s?[)\]}]\s?)[\p{L}\p{N}-]{1,63}){1,8}/giu;
/** ISO 13616 in any case, with or without separators. */
const ACCOUNT =
  /(?<![\p{L}\p{N}])[a-z]{2}[ .-]?\d{2}[ .-]?[\da-z]{4}(?:[ .-]?(?=[a-z]{0,3}\d)[\da-z]{1,4}){2,7}(?![\p{L}\p{N}])/giu;
/** Telephone numbers, cards and accounts in every grouping. */
const DIGITS =
  /(?<!\p{Nd})[+＋]?[([]?\p{Nd}(?:[ \t\u00A0\u2000-\u200F\u202F\u2060().·•_\u2010-\u2015/[\]-]{0,4}\p{Nd}){6,40}/gu;
/** A date, with or without a time: models need them. */
const DAY =
  /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.] ?\d{1,2}[-/.] ?(?:19|20)\d{2})(?:[ T]+\d{1,2}(?:[.:h]\d{2})?)?$/u;
/** An account number has more digits than a sentence that begins with "in 24". */
const LEAST_FIGURES = 8;
const SHORTEST_ACCOUNT = 15;

/** `#4821399`, `SO-4821399`: the tenant's own numbers, which models need and which are not personal. */
const CODE_BEFORE = /(?:#\s?|(?<![\p{L}\p{N}])\p{Lu}{1,6}[-–]?)$/u;
const NUMBERED_BEFORE =
  /(?<![\p{L}\p{N}])(?:order|booking|invoice|ticket|tracking|reference|parcel|reservation|bestell(?:ung|nummer)|rechnung(?:snummer)?|buchung(?:snummer)?|sendung(?:snummer)?|auftrag(?:snummer)?|vorgang|pedido|factura|reserva)(?:\s+(?:number|no\.?|nr\.?|id|code|is|ist|lautet|nummer|número|es)){0,4}[:\s]{0,6}$/iu;
const TENANT_NUMBER = /^[1-9]\d{6,11}$|^(?=[1-9])(?:-?\d){7,9}$/u;

const SHORTEST_NAME = 2;
/** In scripts without spaces between words a name may stand next to any character. */
const UNSPACED = /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;

type Replace = (kind: "CONTACT" | "NAME", written: string) => string;

/** Masks addresses, numbers and accounts, rather too many than too few. */
export function hideContacts(text: string, replace: Replace): string {
  const contact = (match: string) => replace("CONTACT", match);
  return text
    .replaceAll(MAIL, contact)
    .replaceAll(ACCOUNT, (match) => (isAccountLike(match) ? contact(match) : match))
    .replaceAll(DIGITS, (match, at: number, whole: string) =>
      DAY.test(match.trim()) || isOfTenant(match, whole.slice(Math.max(0, at - 60), at)) ? match : contact(match),
    );
}

function isAccountLike(written: string): boolean {
  const compact = written.replaceAll(/[ .-]/g, "");
  return compact.length >= SHORTEST_ACCOUNT && compact.replaceAll(/\D/g, "").length >= LEAST_FIGURES;
}

function isOfTenant(number: string, before: string): boolean {
  return TENANT_NUMBER.test(number) && (CODE_BEFORE.test(before) || NUMBERED_BEFORE.test(before));
}

/** Masks the names, with or without case and accents, and each of their parts. */
export function namesHider(names: readonly string[]): (text: string, replace: Replace) => string {
  const parts = names.flatMap((name) => [name.trim(), ...name.split(/[\s,.;()"'’@_/-]+/u)]);
  const written = parts.filter((part) => part.length >= SHORTEST_NAME || UNSPACED.test(part));
  const forms = new Set(written.flatMap((part) => [part, foldMarks(part.toLowerCase()), part.normalize("NFD")]));
  const patterns = [...forms].toSorted((a, b) => b.length - a.length).map(patternOf);
  return (text, replace) => {
    let safe = text;
    for (const pattern of patterns) safe = safe.replaceAll(pattern, (match) => replace("NAME", match));
    return safe;
  };
}

function patternOf(name: string): RegExp {
  const literal = name.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
  // Not inside a placeholder.
  return UNSPACED.test(name)
    ? new RegExp(literal, "giu")
    : new RegExp(String.raw`(?<![\p{L}\p{M}\p{N}[])${literal}(?![\p{L}\p{M}\p{N}])(?!_\d+\])`, "giu");
}
