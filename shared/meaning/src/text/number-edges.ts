import { CURRENCIES, DOLLARS, MAGNITUDES, type Magnitude } from "./money-words.ts";

/** What belongs to a number: its currency, its sign, and how many it counts in. */
export interface NumberEdges {
  isNegative: boolean;
  /** ISO 4217 in small letters, or the letters before an unknown dollar: "x$". Empty where none is said. */
  currency: string;
  /** Whether its currency is told by letters before the sign: "CA$9". */
  isLettered: boolean;
  magnitude: Magnitude["name"] | "";
  /** Whether it is only a part of the number: "250" of "1’250". */
  isPart: boolean;
}

/** As long as "mil millones de dólares estadounidenses". */
const REACH = 48;
const CODES = [...CURRENCIES, ...DOLLARS].map(({ code }) => code);
const SIGN_AT_END = String.raw`\s?[-−–+]?$`;
const CODE_BEFORE = new RegExp(String.raw`(?<!\p{L})(${CODES.join("|")})${SIGN_AT_END}`, "iu");
const SYMBOL_BEFORE = new RegExp(`([€£$])${SIGN_AT_END}`, "u");
/** The dollar beside a number: "us $20" may be of nobody's country. */
const LETTERED_BEFORE = new RegExp(
  String.raw`(?:(?<![A-Za-z])([A-Za-z]{1,3})-?|(?<![A-Za-z])(US|CA|AU|NZ|HK|SG) )\$${SIGN_AT_END}`,
  "u",
);
const NEGATIVE = new RegExp(
  [
    String.raw`(?:(?:^|[^\p{L}\p{N}])[-−–]|(?<!\p{L})(?:minus|negative|(?<!(?:al|lo|o)\s)menos)\s)(?:[a-z]{0,3}[€$£]\s?|(?:${CODES.join("|")})\s?)?$`,
    String.raw`(?<!\p{L})(?:${CODES.join("|")})[-−–]$`,
  ].join("|"),
  "iu",
);
const BEHIND = String.raw`^(?:\sde)?\s?`;
const DOLLAR = String.raw`d(?:[oó]lar(?:es)?|ollars?)`;
const inAnySpace = (pattern: string) => pattern.replaceAll(" ", String.raw`\s`);
const DOLLARS_BEHIND = DOLLARS.map(({ code, letters, people }) => {
  const either = letters.join("|");
  const names = `(?:${people})[\\s-]${DOLLAR}|${DOLLAR}\\s(?:${people})`;
  const signs = String.raw`(?:${either})-?\$|\$(?:${either})`;
  return [code, new RegExp(`${BEHIND}(?:${code}|${signs}|${inAnySpace(names)})(?![\\p{L}\\d])`, "iu")] as const;
});
/** A currency before digits belongs to the number behind it: "20 $5 vouchers". */
const BEHIND_IT: readonly (readonly [string, RegExp])[] = [
  ...DOLLARS_BEHIND,
  ...CURRENCIES.map(({ code, names }) => {
    return [code, new RegExp(`${BEHIND}(?:${code}|${inAnySpace(names)})(?![\\p{L}\\d])`, "iu")] as const;
  }),
  ["usd", new RegExp(String.raw`${BEHIND}(?:\$|${DOLLAR}|bucks)(?![\p{L}\d])`, "iu")],
];
/** "4 Mill Lane", where a currency behind it would make it a million. */
const STREET = /^\s?(?:Mill|Grand)\s\p{Lu}/u;
const COUNTED = MAGNITUDES.map(({ name, words, letter }) => ({
  name,
  word: new RegExp(String.raw`^\s?(?:${inAnySpace(words.join("|"))})(?!\p{L})\.?`, "iu"),
  letter: letter === "" ? /(?!)/u : new RegExp(String.raw`^\s?${letter}(?!\p{L})`, "iu"),
}));

/** What stands beside a number and belongs to it; a single letter counts thousands only beside a currency. */
export function edgesOf(text: string, start: number, end: number): NumberEdges {
  const before = text.slice(Math.max(0, start - REACH), start);
  const after = text.slice(end, end + REACH);
  const ahead = currencyBefore(before);
  const { magnitude, length } = countedIn(after, ahead.currency !== "");
  return {
    isNegative: NEGATIVE.test(before),
    ...withBehind(ahead, currencyBehind(after.slice(length))),
    magnitude,
    isPart: goesOn(text, start, end),
  };
}

/**
 * Whether two numbers of the same digits are the same with what belongs to them. A currency need not be said, but the letters before
 * a dollar must.
 */
export function isSameNumber(one: NumberEdges, other: NumberEdges): boolean {
  const isUnsaid = (one.currency === "" || other.currency === "") && !one.isLettered && !other.isLettered;
  return (
    one.isNegative === other.isNegative &&
    one.magnitude === other.magnitude &&
    one.isPart === other.isPart &&
    (isUnsaid || one.currency === other.currency)
  );
}

type Currency = Pick<NumberEdges, "currency" | "isLettered">;

function currencyBefore(before: string): Currency {
  const [, glued, apart] = LETTERED_BEFORE.exec(before) ?? [];
  const letters = (glued ?? apart)?.toLowerCase();
  if (letters !== undefined) {
    const known = DOLLARS.find((dollar) => dollar.letters.includes(letters));
    return { currency: known?.code ?? `${letters}$`, isLettered: true };
  }
  const symbol = SYMBOL_BEFORE.exec(before)?.[1];
  const ofSymbol: Record<string, string> = { "€": "eur", "£": "gbp", $: "usd" };
  const code = symbol === undefined ? CODE_BEFORE.exec(before)?.[1]?.toLowerCase() : ofSymbol[symbol];
  return { currency: code ?? "", isLettered: false };
}

function currencyBehind(after: string): string {
  return BEHIND_IT.find(([, pattern]) => pattern.test(after))?.[0] ?? "";
}

/** "$50 CAD" is no US dollar, but "€50 USD" begins with an amount in euros. */
function withBehind(ahead: Currency, behind: string): Currency {
  const isBare = ahead.currency === "" || (ahead.currency === "usd" && !ahead.isLettered);
  const isDollar = ahead.currency === "" || DOLLARS.some(({ code }) => code === behind);
  return isBare && isDollar ? { currency: behind, isLettered: false } : ahead;
}

/** What a number counts in, and how many characters behind it say so. */
function countedIn(after: string, isOfMoney: boolean): { magnitude: NumberEdges["magnitude"]; length: number } {
  for (const { name, word, letter } of COUNTED) {
    const said = word.exec(after)?.[0];
    if (said !== undefined && STREET.test(after) && currencyBehind(after.slice(said.length)) === "") continue;
    if (said !== undefined) return { magnitude: name, length: said.length };
    const short = letter.exec(after)?.[0];
    if (short !== undefined && (isOfMoney || currencyBehind(after.slice(short.length)) !== ""))
      return { magnitude: name, length: short.length };
  }
  return { magnitude: "", length: 0 };
}

/** Whether a number goes on before or after a place, beyond what parts thousands. */
function goesOn(text: string, start: number, end: number): boolean {
  const token = text.slice(start, end);
  const isBegun =
    /^\d{3}(?!\d)/u.test(token) && /\d['’\u00A0\u2009\u202F]$/u.test(text.slice(Math.max(0, start - 2), start));
  const isBegunByPoint =
    /^\d{3}(?!\d)/u.test(token) && /(?<![\d.,])\d{1,3}[.,]$/u.test(text.slice(Math.max(0, start - 5), start));
  // "1 250,00"
  const isBegunBySpace =
    /^\d{3}[.,]\d{1,2}(?!\d)/u.test(token) && /(?<![\d.,] ?)\d{1,3} $/u.test(text.slice(Math.max(0, start - 5), start));
  const isContinued =
    /(?<!\d)\d{1,3}$/u.test(token) && /^['’.,\u00A0\u2009\u202F]\d{3}(?!\d)/u.test(text.slice(end, end + 5));
  return isBegun || isBegunByPoint || isBegunBySpace || isContinued;
}
