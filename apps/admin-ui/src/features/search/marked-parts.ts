export interface Part {
  text: string;
  isMarked: boolean;
}

/** Shorter words stand in every text: they count as parts of one term, such as an order number, and as whole words. */
const LONG = 4;

/** A text cut where words of the question begin in it; whole words are marked. */
export function markedParts(text: string, question: string): Part[] {
  const all = question.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const isOneTerm = !/\s/.test(question.trim());
  const words = all.filter((word) => isOneTerm || word.length >= LONG);
  const isMeant = (piece: string) =>
    words.some((word) => (word.length >= LONG ? piece.startsWith(word) : piece === word));
  return (text.match(/[\p{L}\p{N}]+|[^\p{L}\p{N}]+/gu) ?? []).map((piece) => ({
    text: piece,
    isMarked: isMeant(piece.toLowerCase()),
  }));
}
