import type { Unit } from "./units.ts";

/** Penalty for repetition. */
const REDUNDANCY = 1.6;
/** Scores are divided by the number of words to this power, because long sentences use up space. */
const LENGTH_COST = 0.15;

/** Inverse document frequency of each stem among the sentences. */
export function inverseFrequencies(units: readonly Unit[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const unit of units) for (const stem of new Set(unit.stems)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return new Map([...counts].map(([stem, count]) => [stem, Math.log(1 + units.length / count)]));
}

/** Cosine of two sentences' tf-idf vectors. */
export function similarity(a: Unit, b: Unit, weights: ReadonlyMap<string, number>): number {
  const other = new Set(b.stems);
  let shared = 0;
  let normA = 0;
  let normB = 0;
  for (const stem of new Set(a.stems)) {
    const weight = (weights.get(stem) ?? 0) ** 2;
    normA += weight;
    if (other.has(stem)) shared += weight;
  }
  for (const stem of other) normB += (weights.get(stem) ?? 0) ** 2;
  return normA === 0 || normB === 0 ? 0 : shared / Math.sqrt(normA * normB);
}

/**
 * Takes the best that still fit into `words`, one after the other, and counts down what repeats what was taken (maximal
 * marginal relevance, Carbonell and Goldstein 1998).
 */
export function takeBest(
  candidates: readonly Unit[],
  taken: readonly Unit[],
  limits: { words: number; count: number },
): Unit[] {
  const weights = inverseFrequencies([...candidates, ...taken]);
  const left = new Map(candidates.filter((unit) => !taken.includes(unit)).map((unit) => [unit, 0]));
  const learn = (unit: Unit) => {
    for (const [candidate, known] of left) left.set(candidate, Math.max(known, similarity(candidate, unit, weights)));
  };
  for (const unit of taken) learn(unit);
  const picked: Unit[] = [];
  let words = limits.words;
  while (picked.length < limits.count) {
    let best: Unit | undefined;
    let bestValue = 0.2;
    for (const [unit, repeated] of left) {
      if (unit.wordCount > words) continue;
      const value = (unit.score - REDUNDANCY * repeated) / unit.wordCount ** LENGTH_COST;
      if (value > bestValue) [best, bestValue] = [unit, value];
    }
    if (!best) break;
    left.delete(best);
    picked.push(best);
    words -= best.wordCount;
    learn(best);
  }
  return picked;
}

export function inOrder(units: readonly Unit[]): Unit[] {
  return units.toSorted((a, b) => a.messageIndex - b.messageIndex || a.text.localeCompare(b.text));
}
