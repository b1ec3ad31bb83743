const SPACE = String.raw`[ \u00A0\u2009\u202F]`;
/** With what parts thousands in any country, and the dash in place of cents: "1’250.–". */
const NUMBER = String.raw`\d{1,3}(?:(?:[.,'’]|${SPACE})?\d{3}){0,5}(?:[.,](?:\d{1,2}|[-–—]{1,2}))?`;
/** Words in any case, where other letters of a pattern are of one: "us $20" is no US dollar. */
const anyCase = (...words: string[]) =>
  `(?:${words.join("|").replaceAll(/\p{L}/gu, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`)})`;
const COUNTS = anyCase(
  ...[
    "hundred",
    "thousand",
    "grand",
    "millions?",
    "billions?",
    "trillions?",
    "mn",
    "bn",
    "mio",
    "mill",
    "mln",
    "mrd",
    "tsd",
  ],
  ...["hundert", "tausend", "millionen", "milliarden?", "mil millones", "mil", "millón", "millones"],
);
const SHORT = anyCase("EUR", "USD", "GBP", "CHF");
/** "20k", "1.2 million", "5 bn" */
const MAGNITUDE = String.raw`(?:${SPACE}?(?:${COUNTS}(?!\p{L})(?:\.(?=\s?(?:[€$£]|${SHORT}|${anyCase("us", "dollar", "pound", "franken", "schweizer")})))?|[kKmMbB](?!\p{L})))`;
const QUANTITY = `${NUMBER}${MAGNITUDE}?`;
const TO = anyCase("bis", "bis zu", "oder", "to", "or", "a", "o", "hasta");
/** Of what is written with both ends: "20 bis 30", "zwischen 20 und 30". With spaces around a dash only after cents, as "4711 - 20 EUR" is no range. */
const RANGE = `(?:${QUANTITY}(?:(?:\\s?[€$£])?[-–—]|${SPACE}${TO}${SPACE})|\\d{1,6}[.,]\\d{2}${SPACE}[-–—]${SPACE}|(?<=${anyCase("zwischen", "between", "entre")}${SPACE})${QUANTITY}${SPACE}${anyCase("und", "and", "y")}${SPACE})`;
const SIGN = String.raw`(?:(?:${anyCase("minus", "negative")}|(?<!(?:al|lo|o)${SPACE})${anyCase("menos")})${SPACE}|(?<![\p{L}\p{N}])[-−–+±~≈<>≤≥])`;
/** A sign, and the number that a range begins with. */
const SIGNED = `${SIGN}?${RANGE}?${QUANTITY}`;
/** Not the end of a word, of a number or of another amount. */
const START = String.raw`(?<![\p{L}\p{N}€$£]|[\p{L}\p{N}][-−–+]|\d[.,/'’])`;
const END = String.raw`\+?(?![\p{L}\p{N}%]|[.,'’]\d)`;
/** The dollar of a country has letters before it. */
const SYMBOL = String.raw`(?:(?:US|CA|AU|NZ|HK|SG) \$|(?:[A-Za-z]{1,3}-?)?[€$£])`;
const COUNTRY = `(?:${SPACE}?(?:USD|CAD|AUD|NZD|SGD|HKD|MXN|BRL|EUR|GBP|CHF))?`;
/** "12 € 50" */
const CENTS = String.raw`(?:${SPACE}?\d{2}(?=\s*(?:[.,;!?)]\s|[.,;!?)]?$)))?`;
const NAME = String.raw`${anyCase("euros?", "(?:US[- ])?dollars?", "pounds?", "bucks", "(?:schweizer )?franken")}(?:${SPACE}(?:canad|austral|estadoun|neozel|americ)\p{L}{1,12})?`;

/** Amounts of money, whole as they were written: a number of which something stands beside it unread is none. */
export const MONEY = new RegExp(
  [
    `${START}${SIGN}?(?:${SYMBOL}|${SHORT})\\s?${SIGNED}(?:[-–—]${SYMBOL}${QUANTITY})?${COUNTRY}${END}`,
    `${START}${SIGNED}(?:${SPACE}de)?\\s?(?:[A-Z]{0,3}[$](?:US|CA|AU|NZ)?|[€£]|${SHORT}|${NAME})${CENTS}${END}`,
  ].join("|"),
  "gu",
);

/** What belongs to a number: the letters of its currency's dollar, its sign, and how many it counts in. */
export interface NumberEdges {
  isNegative: boolean;
  /** `ca` of "CA$9"; empty without. */
  country: string;
  magnitude: "" | "k" | "m" | "b" | "h" | "t";
  /** Whether it is only a part of the number: "250" of "1’250". */
  isPart: boolean;
}

const REACH = 24;
const CURRENCY_BEFORE = /(?:([A-Za-z]{1,3})[- ]?)?[€$£]\s?[-−–+]?$|(?<!\p{L})(?:EUR|USD|GBP|CHF)\s?[-−–+]?$/iu;
/** The dollar beside a number: "us $20" may be of nobody's country. */
const DOLLAR = /(?:(?<![A-Za-z])([A-Za-z]{1,3})-?|(?<![A-Za-z])(US|CA|AU|NZ|HK|SG) )\$\s?[-−–+]?$/u;
const NEGATIVE =
  /(?:(?:^|[^\p{L}\p{N}])[-−–]|(?<!\p{L})(?:minus|negative|(?<!(?:al|lo|o)\s)menos)\s)(?:[a-z]{0,3}[€$£]\s?|(?:eur|usd|gbp|chf)\s?)?$|(?<!\p{L})(?:eur|usd|gbp|chf)[-−–]$/iu;
const CURRENCY_AFTER = /^\s?(?:[€$£]|(?:eur|usd|gbp|chf|euros?|dollars?|pounds?|franken)(?!\p{L}))/iu;
const COUNTED_IN: readonly [NumberEdges["magnitude"], RegExp, RegExp][] = [
  ["k", /^\s?(?:thousand|tsd|tausend|mil(?!\smillones))(?!\p{L})/iu, /^\s?k(?!\p{L})/iu],
  ["m", /^\s?(?:millions?|mn|mio|mln|millionen?|mill[óo]n(?:es)?)(?!\p{L})/iu, /^\s?m(?!\p{L})/iu],
  ["b", /^\s?(?:billions?|bn|mrd|milliarden?|mil\smillones)(?!\p{L})/iu, /^\s?b(?!\p{L})/iu],
  ["h", /^\s?(?:hundred|hundert)(?!\p{L})/iu, /(?!)/u],
  ["t", /^\s?trillions?(?!\p{L})/iu, /(?!)/u],
];

/** What stands beside a number and belongs to it; a single letter counts thousands only beside a currency. */
export function edgesOf(text: string, start: number, end: number): NumberEdges {
  const before = text.slice(Math.max(0, start - REACH), start);
  const after = text.slice(end, end + REACH);
  const isOfMoney = CURRENCY_BEFORE.test(before) || CURRENCY_AFTER.test(after.replace(/^\s?\p{L}/u, ""));
  const counted = COUNTED_IN.find(([, word, letter]) => word.test(after) || (isOfMoney && letter.test(after)));
  const [, glued, apart] = DOLLAR.exec(before) ?? [];
  return {
    isNegative: NEGATIVE.test(before),
    country: (glued ?? apart ?? "").toLowerCase(),
    magnitude: counted?.[0] ?? "",
    isPart: goesOn(text, start, end),
  };
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
