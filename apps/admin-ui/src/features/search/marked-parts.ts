export interface Part {
  text: string;
  isMarked: boolean;
}

/** A text cut where words of the question begin in it; whole words are marked. */
export function markedParts(text: string, question: string): Part[] {
  const words = question.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? [];
  return (text.match(/[\p{L}\p{N}]+|[^\p{L}\p{N}]+/gu) ?? []).map((piece) => ({
    text: piece,
    isMarked: words.some((word) => piece.toLowerCase().startsWith(word)),
  }));
}
