import { MAGNITUDES } from "./money-words.ts";

const SPACE = String.raw`[ \u00A0\u2009\u202F]`;
/** With what parts thousands in any country, and the dash in place of cents: "1’250.–". */
const NUMBER = String.raw`\d{1,3}(?:(?:[.,'’]|${SPACE})?\d{3}){0,5}(?:[.,](?:\d{1,2}|[-–—]{1,2}))?`;
/** Words in any case, where other letters of a pattern are of one: "us $20" is no US dollar. */
const anyCase = (...words: string[]) =>
  `(?:${words.join("|").replaceAll(/\p{L}/gu, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`)})`;
const COUNTS = anyCase(...MAGNITUDES.flatMap(({ words }) => words));
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
const START = String.raw`(?<![\p{L}\p{N}€$£]|[\p{L}\p{N}][-−–+]|\d[.,/'’:]|(?:^|[^\p{L}])[.,]|(?<![\p{L}\d.,:])\d{1,3}${SPACE})`;
/** Hundredths that are said beside a sum, or that a sum is counted in: "20 euro cents", "20 euros and 50 cents". */
const HUNDREDTHS = String.raw`[\s-](?:(?:(?:and|und|y|con)\s)?\d{1,2}\s?)?${anyCase("cents?", "ct", "pence", "rappen", "céntimos?", "centavos?")}(?![\p{L}\p{N}])`;
const END = String.raw`\+?(?![\p{L}\p{N}%]|[.,'’]\d|${HUNDREDTHS})`;
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
