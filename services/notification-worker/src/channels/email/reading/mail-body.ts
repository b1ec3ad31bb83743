import { isAttached, textOf, typeOf, type MimePart } from "./mime-parts.ts";
import { textOfHtml } from "./text-of-html.ts";

export interface MailBody {
  text: string;
  /** What its HTML says, also where another form of it was taken: it shows which images stand in the text. */
  htmlTexts: string[];
  /** What is neither text nor a container. */
  others: MimePart[];
}

/**
 * The text that a person sees, of parts one below the other and of the readable one of several forms. Of two forms the plain one is
 * taken, as every mail program marks quotes in it.
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
    if (!isAttached(part) && typeOf(part) === "text/plain") return textOf(part);
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
