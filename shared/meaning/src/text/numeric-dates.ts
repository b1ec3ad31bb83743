export interface WrittenDay {
  text: string;
  index: number;
  /** `2026-11-24`; null where it could be two days. */
  day: string | null;
  /** Whether only the day and the month were written. */
  isYearless?: boolean;
}

const NUMERIC =
  /(?<![\d.,/-]|\p{L}[-_]?)(?:(?<iso>\d{4})[-/.](?<isoMonth>\d{1,2})[-/.](?<isoDay>\d{1,2})(?!\d|[./-]\d|-\p{L})|(?<first>\d{1,2})(?<sign>[./-])\s?(?<second>\d{1,2})(?:\k<sign>\s?(?<year>\d{4}|\d{2}(?![\d:]))(?!\d|[./-]\d)|\k<sign>(?!\d)|(?![\d/-]|\.\d)))/gu;
const WHOLE_DAY = String.raw`(?:\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})?|\d{1,2}/\d{1,2}/(?:\d{4}|\d{2}))`;
/** Between two whole days, "24.12.-26.12.", and after the first of two of one month, "14.-16.12.": no part of either. */
const JOINT = new RegExp(`(?<=(?<![\\d.,/-])(?:${WHOLE_DAY}|\\d{1,2}\\.))[-/](?=${WHOLE_DAY}(?![./-]?\\d))`, "gu");
/** "Nr. 7.-10.12.26" */
const FIRST_OF_TWO = /\d{1,2}\.–$/u;
/** Three and more figures in one, of which no day was read: numbers of things, addresses of computers. */
export const CHAIN = /\d+(?:[./-]\d+){2,}/gu;
/** What stands before the number of something else: "version 1.2.", "Kapitel 3.4." */
const NUMBERED =
  /(?<!\p{L})(?:v|ver|version|versión|release|firmware|software|model|modell|modelo|chapter|kapitel|capítulo|section|abschnitt|sección|apartado|paragraph|paragraf|absatz|article|artikel|artículo|art|clause|ziffer|punkt|point|punto|item|step|schritt|paso|number|nummer|número|nr|no|núm|figure|abbildung|abb|figura|page|seite|página|§|#)\.?\s?$/iu;
/** Figures that are no days: `1.249,00`, `12,5`. */
export const FIGURE = /\d{1,3}(?:[.,'’]\d{3})+(?:[.,]\d{1,2})?|\d+,\d{1,2}(?!\d)/gu;

/**
 * Days written in figures. With full stops the day comes first everywhere; with slashes or dashes it depends on the writer, so that
 * `04/12/2026` is a day only in languages that have one order.
 */
export function numericDays(written: string, today: string, order: "day first" | "unknown"): WrittenDay[] {
  const text = written.replaceAll(JOINT, "–");
  return [...text.matchAll(NUMERIC)].flatMap((match): WrittenDay[] => {
    const { iso, isoMonth, isoDay, first, second, sign, year } = match.groups ?? {};
    const found = { text: match[0], index: match.index };
    const before = text.slice(Math.max(0, match.index - 20), match.index).replace(FIRST_OF_TWO, "");
    if (NUMBERED.test(before)) return [{ ...found, day: null }];
    if (iso !== undefined) return [{ ...found, day: dayOf(Number(iso), Number(isoMonth), Number(isoDay)) }];
    const [a, b] = [Number(first), Number(second)];
    // `3/4` is a part, `1.5` a number, `24-7` a range: without a year only `24.12.` is a day.
    if (year === undefined) {
      if (sign !== "." || !match[0].endsWith(".") || order === "unknown") return [{ ...found, day: null }];
      return [{ ...found, day: nearestDay(today, b, a), isYearless: true }];
    }
    if (sign === "." && year.length === 2 && (Number(year) < 20 || Number(year) > 40)) return [];
    const fullYear = year.length === 2 ? 2000 + Number(year) : Number(year);
    const isDayFirst = sign === "." || a > 12 || a === b || (b <= 12 && order === "day first");
    if (isDayFirst) return [{ ...found, day: dayOf(fullYear, b, a) }];
    return [{ ...found, day: b > 12 ? dayOf(fullYear, a, b) : null }];
  });
}

/** Null for a day that is in no calendar. */
function dayOf(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1900 && year < 2200;
  return isReal ? date.toISOString().slice(0, 10) : null;
}

/** Of three years the one in which the day is nearest. */
function nearestDay(today: string, month: number, day: number): string | null {
  const year = Number(today.slice(0, 4));
  const distance = (found: string) => Math.abs(Date.parse(found) - Date.parse(today));
  const found = [year - 1, year, year + 1].flatMap((some) => dayOf(some, month, day) ?? []);
  return found.toSorted((a, b) => distance(a) - distance(b))[0] ?? null;
}
