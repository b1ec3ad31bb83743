import { type Inline, parseMarkdown, safeAddress } from "./parse.ts";

interface PlainOptions {
  /** False: a link is its words alone, as programs that copy the visible text have it. */
  withAddresses?: boolean;
}

function words(piece: Inline, withAddresses: boolean): string {
  if (piece.type === "text" || piece.type === "code") return piece.text;
  const text = piece.children.map((child) => words(child, withAddresses)).join("");
  return withAddresses && piece.type === "link" && safeAddress(text) !== piece.href ? `${text} (${piece.href})` : text;
}

/** The text without its marks, in lines: for previews, announcements and plain mails. */
export function markdownToPlain(text: string, { withAddresses = true }: PlainOptions = {}): string {
  const line = (pieces: readonly Inline[]) => pieces.map((piece) => words(piece, withAddresses)).join("");
  return parseMarkdown(text)
    .map((block) => {
      if (block.type === "pre") return block.text;
      if (block.type === "lines") return block.lines.map(line).join("\n");
      return block.items.map((item, index) => `${block.isOrdered ? `${index + 1}.` : "•"} ${line(item)}`).join("\n");
    })
    .join("\n");
}
