/** Reciprocal rank fusion's constant (Cormack, Clarke and Buettcher 2009). */
const K = 60;

export interface Ranked {
  key: string;
}

export interface Fused {
  key: string;
  score: number;
  inWords: boolean;
  inMeaning: boolean;
}

/** Two rankings as one: places count, not scores, which cannot be compared. What has the words comes before what is only like them. */
export function fuse(words: readonly Ranked[], meaning: readonly Ranked[]): Fused[] {
  const found = new Map<string, Fused>();
  const add = (ranking: readonly Ranked[], mark: "inWords" | "inMeaning") => {
    for (const [place, { key }] of ranking.entries()) {
      const known = found.get(key) ?? { key, score: 0, inWords: false, inMeaning: false };
      found.set(key, { ...known, [mark]: true, score: known.score + 1 / (K + place + 1) });
    }
  };
  add(words, "inWords");
  add(meaning, "inMeaning");
  return [...found.values()].toSorted(
    (a, b) => Number(b.inWords) - Number(a.inWords) || b.score - a.score || a.key.localeCompare(b.key),
  );
}
