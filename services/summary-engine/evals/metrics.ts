import { stemOf, wordsOf } from "@chorus/meaning/text/words";

function folded(text: string): string {
  return text.toLowerCase().replaceAll(/\s+/g, " ").replaceAll("’", "'");
}

export function mentions(text: string, fact: readonly string[]): boolean {
  const all = folded(text);
  return fact.every((group) => group.split("|").some((word) => all.includes(folded(word.trim()))));
}

/** The share of a reference's words that a text has too (ROUGE-1 recall, stemmed). */
export function rouge1Recall(text: string, reference: string): number {
  const left = new Map<string, number>();
  for (const word of wordsOf(text).map(stemOf)) left.set(word, (left.get(word) ?? 0) + 1);
  const words = wordsOf(reference).map(stemOf);
  let found = 0;
  for (const word of words) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    found += 1;
  }
  return words.length === 0 ? 0 : found / words.length;
}

export interface Ratio {
  of: number;
  right: number;
}

export function share(ratios: readonly Ratio[]): number {
  const of = ratios.reduce((sum, ratio) => sum + ratio.of, 0);
  return of === 0 ? 1 : ratios.reduce((sum, ratio) => sum + ratio.right, 0) / of;
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
