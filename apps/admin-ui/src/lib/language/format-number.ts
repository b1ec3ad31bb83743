import { languageChoice } from "./language.ts";
import { LANGUAGE_TAGS } from "./reader-tag.ts";

/** "12,345" as the reader writes it. */
export function formatNumber(value: number, options: Intl.NumberFormatOptions = {}): string {
  return new Intl.NumberFormat(LANGUAGE_TAGS[languageChoice.getSnapshot()], options).format(value);
}

/** Dollars, with two digits. */
export function formatDollars(dollars: number): string {
  return formatNumber(dollars, { style: "currency", currency: "USD", currencyDisplay: "narrowSymbol" });
}
