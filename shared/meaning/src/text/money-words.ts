/** How many a number counts in: "20 thousand", "5 Mrd.". */
export interface Magnitude {
  name: "h" | "k" | "m" | "b" | "t";
  /** Patterns of letters, spaces and groups only, which two others are made from; the longest of one beginning first. */
  words: readonly string[];
  /** Counts only beside a currency: "5 m" is a length. Empty for none. */
  letter: string;
}

/** In the order in which they are sought: "mil millones" are not "mil". */
export const MAGNITUDES: readonly Magnitude[] = [
  { name: "t", words: ["trillions?", "billones", "billón", "billon", "billionen"], letter: "" },
  { name: "b", words: ["billions?", "bn", "mrd", "milliarden?", "mil millones"], letter: "b" },
  {
    name: "m",
    words: ["millions?", "millionen", "millones", "millón", "millon", "mill", "mio", "mln", "mn"],
    letter: "m",
  },
  { name: "k", words: ["thousand", "grand", "tsd", "tausend", "mil"], letter: "k" },
  { name: "h", words: ["hundred", "hundert"], letter: "" },
];

/** A dollar with a country. */
export interface Dollar {
  /** ISO 4217, in small letters. */
  code: string;
  /** What stands before its sign: "CA$9". */
  letters: readonly string[];
  /** A pattern of what its people are called in English, German and Spanish. */
  people: string;
}

export const DOLLARS: readonly Dollar[] = [
  { code: "cad", letters: ["ca", "c", "can"], people: String.raw`[ck]anad\p{L}{1,12}` },
  { code: "aud", letters: ["au", "a"], people: String.raw`austral\p{L}{1,12}` },
  { code: "nzd", letters: ["nz"], people: String.raw`new[ -]zealand|neuseel\p{L}{1,12}|neozel\p{L}{1,12}` },
  { code: "hkd", letters: ["hk"], people: "hong[ -]?kong" },
  { code: "sgd", letters: ["sg", "s"], people: String.raw`singap\p{L}{1,12}` },
  { code: "usd", letters: ["us", "u"], people: String.raw`us|u\.s\.|ameri[ck]\p{L}{1,12}|estadoun\p{L}{1,12}` },
];

/** Every other currency: its sign and a pattern of its names. */
export const CURRENCIES: readonly { code: string; names: string }[] = [
  { code: "eur", names: "€|euros?" },
  { code: "gbp", names: "£|pounds?|quid|libras? esterlinas?" },
  { code: "chf", names: "(?:schweizer |swiss )?(?:franken|francs?)|francos suizos" },
  { code: "mxn", names: "pesos mexicanos" },
  { code: "brl", names: "reais" },
];
