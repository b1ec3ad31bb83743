import { toCompatibleForm, foldMarks, withoutInvisible } from "@chorus/kernel/fold-text";
import { type Found, replaceFolded } from "./replace-folded.ts";

// For masking, instead of the detectors for display: what is masked too much is restored later, what is masked too little has left.
// Every repetition has an upper bound. They are given texts in the form NFKC, in which `０` and `－` are `0` and `-`.
const MAIL =
  /[\p{L}\p{N}.!#$'*+_^`{|}~%-]{1,64}(?:@|%40|\s?[([{]\s?at\s?[)\]}]\s?)[\p{L}\p{N}-]{1,63}(?:(?:\.|。(?=[a-z\d])|%2e|\s?[([{]\s?dot\s?[)\]}]\s?)[\p{L}\p{N}-]{1,63}){1,8}/giu;
/** ISO 13616 in any case, with or without separators. */
const ACCOUNT =
  /(?<![\p{L}\p{N}])[a-z]{2}[ .-]?\d{2}[ .-]?[\da-z]{4}(?:[ .-]?(?=[a-z]{0,3}\d)[\da-z]{1,4}){2,7}(?![\p{L}\p{N}])/giu;
/** Telephone numbers, cards and accounts in every grouping. A comma separates groups of three and more: "36,37" and "19,90" are two. */
const DIGITS =
  /(?<!\p{Nd})\+?[([]?\p{Nd}(?:(?:,(?=\p{Nd}{3})|[ \t().·•_\u2010-\u2015\u2043\u2212\u301C\u30FB\u30FC/[\]-]{0,4})\p{Nd}){6,40}/gu;
/** A date, with or without a time: models need them. */
const DAY =
  /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.] ?\d{1,2}[-/.] ?(?:19|20)\d{2})(?:[ T]+\d{1,2}(?:[.:h]\d{2})?)?$/u;
/** A price, as `1,249,000.00` or with its currency beside it. */
const GROUPED = /^\d{1,3}(?:,\d{3})+(?<cents>\.\d{2})?$/u;
/** Between two prices. */
const UP_TO = /\s?[-\u2010-\u2015\u2212]\s?/u;
const CURRENCY_BEFORE = /(?:\p{Sc}|(?<!\p{L})(?:EUR|USD|GBP|CHF|JPY))\s?$/u;
const CURRENCY_AFTER = /^\s?(?:\p{Sc}|(?:EUR|USD|GBP|CHF|JPY)(?!\p{L}))/u;
/** An account number has more digits than a sentence that begins with "in 24". */
const LEAST_FIGURES = 8;
const SHORTEST_ACCOUNT = 15;

/** `#4821399`, `SO-4821399`: the tenant's own numbers, which models need and which are not personal. */
const CODE_BEFORE = /(?:#\s?|(?<![\p{L}\p{N}])\p{Lu}{1,6}[-–]?)$/u;
const NUMBERED_BEFORE =
  /(?<![\p{L}\p{N}])(?:order|booking|invoice|ticket|tracking|reference|parcel|reservation|bestell(?:ung|nummer)|rechnung(?:snummer)?|buchung(?:snummer)?|sendung(?:snummer)?|auftrag(?:snummer)?|vorgang|pedido|factura|reserva)(?:\s+(?:number|no\.?|nr\.?|id|code|is|ist|lautet|nummer|número|es)){0,4}[:\s]{0,6}$/iu;
const TENANT_NUMBER = /^[1-9]\d{6,11}$|^(?=[1-9])(?:-?\d){7,9}$/u;

const SHORTEST_NAME = 2;
/** Shorter names with an s are other words: "this" is not of Thi, "also" not of Al. */
const SHORTEST_GENITIVE = 4;
/** In scripts without spaces between words a name may stand next to any character. */
const UNSPACED = /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;

const ARABIC = /\p{sc=Arab}/u;

type Replace = (kind: "CONTACT" | "NAME", written: string) => string;

/** Masks addresses, numbers and accounts, rather too many than too few. */
export function hideContacts(text: string, replace: Replace): string {
  const hide = (whole: string, pattern: RegExp, isHidden: (found: Found) => boolean) =>
    replaceFolded(whole, pattern, toCompatibleForm, (found) =>
      isHidden(found) ? replace("CONTACT", found.written) : found.written,
    );
  const withoutMails = hide(text, MAIL, () => true);
  const withoutAccounts = hide(withoutMails, ACCOUNT, ({ folded }) => isAccountLike(folded));
  return hide(
    withoutAccounts,
    DIGITS,
    (found) => !DAY.test(found.folded.trim()) && !isOfTenant(found) && !isPrice(found),
  );
}

function isAccountLike(written: string): boolean {
  const compact = written.replaceAll(/[ .-]/g, "");
  return compact.length >= SHORTEST_ACCOUNT && compact.replaceAll(/\D/g, "").length >= LEAST_FIGURES;
}

function isOfTenant({ folded, before }: Found): boolean {
  return TENANT_NUMBER.test(folded) && (CODE_BEFORE.test(before) || NUMBERED_BEFORE.test(before));
}

function isPrice({ folded, before, after }: Found): boolean {
  const isOfMoney = CURRENCY_BEFORE.test(before) || CURRENCY_AFTER.test(after);
  return folded.split(UP_TO).every((sum) => {
    const grouped = GROUPED.exec(sum);
    return grouped !== null && (isOfMoney || grouped.groups?.["cents"] !== undefined);
  });
}

/** Masks the names, with or without case and accents, and each of their parts. */
export function namesHider(names: readonly string[]): (text: string, replace: Replace) => string {
  const parts = names.flatMap((name) => [name.trim(), ...name.split(/[\s,.;()"'’@_/-]+/u)]);
  const written = parts.filter((part) => part.length >= SHORTEST_NAME || UNSPACED.test(part));
  const forms = new Set(written.map((part) => plainOf(part)).filter((form) => form !== ""));
  const patterns = [...forms].toSorted((a, b) => b.length - a.length).map(patternOf);
  return (text, replace) => {
    let safe = text;
    for (const pattern of patterns)
      safe = replaceFolded(safe, pattern, plainOf, ({ written: name }) => replace("NAME", name));
    return safe;
  };
}

function plainOf(text: string): string {
  return foldMarks(withoutInvisible(toCompatibleForm(text)).toLowerCase());
}

function patternOf(name: string): RegExp {
  const literal = name.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
  if (UNSPACED.test(name)) return new RegExp(literal, "gu");
  // Not inside a placeholder; with the "and", "for", "by" that Arabic writes before it, and the s of a genitive.
  const before = String.raw`(?<=(?<![\p{L}\p{M}\p{N}[])${ARABIC.test(name) ? "[وفبلك]{0,2}" : ""})`;
  const genitive = name.length >= SHORTEST_GENITIVE ? "s?" : "";
  const after = String.raw`(?=${genitive}(?![\p{L}\p{M}\p{N}])(?!_\d+\]))`;
  return new RegExp(before + literal + after, "gu");
}
