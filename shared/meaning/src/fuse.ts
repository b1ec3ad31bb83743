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

/** Merges two rankings by rank, because their scores cannot be compared. Hits by words come before hits by similarity alone. */
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
