import { toCompatibleForm } from "@chorus/kernel/fold-text";
/** A piece of the vocabulary and the logarithm of how probable it is. */
export type Piece = readonly [text: string, score: number];

/** Instead of a space: also before the first word. */
const SPACE = "▁";
/** What is in no piece. */
const UNKNOWN = 0;
/** The first entries are marks, not pieces of texts. */
const RESERVED = 6;

interface Branch {
  next: Map<string, Branch>;
  id: number | null;
}

/**
 * Takes texts apart into the numbers of the model's pieces, the most probable way (SentencePiece's unigram model; Kudo 2018).
 * Consecutive unknown characters are one piece.
 */
export function pieceReader(vocabulary: readonly Piece[]): (text: string) => number[] {
  const root: Branch = { next: new Map(), id: null };
  for (const [id, [text]] of vocabulary.entries()) if (id >= RESERVED) branchFor(root, text).id = id;
  const lengths = vocabulary.map(([text]) => Array.from(text).length);

  return (text) => {
    const normalized = toCompatibleForm(text);
    if (normalized === "") return [];
    const symbols = Array.from(SPACE + normalized.replaceAll(" ", SPACE));
    const last = lastPieces(symbols);
    const ids: number[] = [];
    for (let end = symbols.length; end > 0; end -= lengths[last[end] ?? UNKNOWN] ?? 1) {
      const id = last[end] ?? UNKNOWN;
      if (id !== UNKNOWN || ids.at(-1) !== UNKNOWN) ids.push(id);
    }
    return ids.toReversed();
  };

  /** For each position the last piece of the most probable way to it. */
  function lastPieces(symbols: readonly string[]): Uint16Array {
    const last = new Uint16Array(symbols.length + 1);
    // The model was trained with a reader that takes a sum of zero for "none yet".
    const best = new Float64Array(symbols.length + 1);
    const offer = (end: number, id: number, score: number) => {
      const known = best[end] ?? 0;
      if (known !== 0 && score < known) return;
      best[end] = score;
      last[end] = id;
    };
    for (let start = 0; start < symbols.length; start += 1) {
      const before = best[start] ?? 0;
      let isKnown = false;
      let branch: Branch | undefined = root;
      for (let end = start; end < symbols.length; end += 1) {
        branch = branch.next.get(symbols[end] ?? "");
        if (!branch) break;
        if (branch.id === null) continue;
        isKnown = true;
        offer(end + 1, branch.id, before + (vocabulary[branch.id]?.[1] ?? 0));
      }
      if (!isKnown) offer(start + 1, UNKNOWN, before);
    }
    return last;
  }
}

function branchFor(root: Branch, text: string): Branch {
  let branch = root;
  for (const symbol of text) {
    let next = branch.next.get(symbol);
    if (!next) {
      next = { next: new Map(), id: null };
      branch.next.set(symbol, next);
    }
    branch = next;
  }
  return branch;
}
