/** A text with the selection in it, as a text field has them. */
export interface EditedText {
  text: string;
  start: number;
  end: number;
}

/** The selection replaced by a text; the caret stands behind it. */
export function inserted({ text, start, end }: EditedText, addition: string): EditedText {
  const caret = start + addition.length;
  return { text: text.slice(0, start) + addition + text.slice(end), start: caret, end: caret };
}

/** The selection between two marks, which are taken away when they are there; the selection stays selected. */
export function wrapped({ text, start, end }: EditedText, mark: string): EditedText {
  const isWrapped = text.slice(0, start).endsWith(mark) && text.slice(end).startsWith(mark);
  if (isWrapped) {
    const before = start - mark.length;
    return {
      text: text.slice(0, before) + text.slice(start, end) + text.slice(end + mark.length),
      start: before,
      end: end - mark.length,
    };
  }
  return {
    text: text.slice(0, start) + mark + text.slice(start, end) + mark + text.slice(end),
    start: start + mark.length,
    end: end + mark.length,
  };
}

/** The lines of the selection, each behind a mark: "- " or, counted, "1. ". */
export function listed({ text, start, end }: EditedText, isOrdered: boolean): EditedText {
  const from = start === 0 ? 0 : text.lastIndexOf("\n", start - 1) + 1;
  const lines = text.slice(from, end).split("\n");
  const marked = lines.map((line, index) => `${isOrdered ? `${index + 1}.` : "-"} ${line}`).join("\n");
  const caret = from + marked.length;
  return { text: text.slice(0, from) + marked + text.slice(end), start: caret, end: caret };
}
