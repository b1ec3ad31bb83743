import { languageChoice } from "./language.ts";
import { LANGUAGE_TAGS } from "./reader-tag.ts";

/** "12,345" as the reader writes it. */
export function formatNumber(value: number, options: Intl.NumberFormatOptions = {}): string {
  return new Intl.NumberFormat(LANGUAGE_TAGS[languageChoice.getSnapshot()], options).format(value);
}

const BYTE_UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** "1.5 GB", in powers of 1,024. */
export function formatBytes(bytes: number): string {
  const power = Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log2(Math.max(bytes, 1)) / 10));
  const unit = BYTE_UNITS[power] ?? "byte";
  // The short form has no plural: "0 byte".
  const unitDisplay = power === 0 ? "long" : "short";
  return formatNumber(bytes / 1024 ** power, { style: "unit", unit, unitDisplay, maximumFractionDigits: 1 });
}

/** "0.3 %": a share that is not nothing never looks like it. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.001) return `< ${formatNumber(0.001, { style: "percent", maximumFractionDigits: 1 })}`;
  return formatNumber(share, { style: "percent", maximumFractionDigits: share < 0.1 ? 1 : 0 });
}

/** "12 ms", "1.2 s": the symbols are the same in every language. */
export function formatDuration(ms: number): string {
  const [value, unit] = ms < 1_000 ? [ms, "ms"] : [ms / 1_000, "s"];
  return `${formatNumber(value, { maximumFractionDigits: value < 10 ? 1 : 0 })}\u00A0${unit}`;
}

/** Dollars, with two digits. */
export function formatDollars(dollars: number): string {
  return formatNumber(dollars, { style: "currency", currency: "USD", currencyDisplay: "narrowSymbol" });
}
