import { isAttached, textOf, typeOf, type MimePart } from "./mime-parts.ts";
import { textOfHtml, withoutMarks } from "./text-of-html.ts";

export interface MailBody {
  text: string;
  /** The text of its HTML, also when the plain form was taken: it tells which images belong to the text. */
  htmlTexts: string[];
  /** Parts that are neither text nor a container. */
  others: MimePart[];
}

/**
 * The text that a reader sees: parts in their order, and one of several alternatives. The plain one is preferred, because every
 * mail program marks quotes in it.
 */
export function bodyOfMail(root: MimePart): MailBody {
  const htmlTexts: string[] = [];
  const others: MimePart[] = [];
  const read = (part: MimePart): string => {
    if (part.contentType.multipart) {
      const forms = part.childNodes.map((child) => ({ type: typeOf(child), text: read(child) }));
      const written = forms.filter(({ text }) => text.trim() !== "");
      if (part.contentType.multipart !== "alternative") return written.map(({ text }) => text).join("\n");
      return (written.find(({ type }) => type === "text/plain") ?? written[0])?.text ?? "";
    }
    if (!isAttached(part) && typeOf(part) === "text/plain") return withoutMarks(textOf(part));
    if (!isAttached(part) && typeOf(part) === "text/html") {
      const text = textOfHtml(textOf(part));
      htmlTexts.push(text);
      return text;
    }
    if (part.content) others.push(part);
    return "";
  };
  return { text: read(root), htmlTexts, others };
}
