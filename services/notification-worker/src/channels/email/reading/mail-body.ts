import { isBlank } from "@chorus/contracts/text";
import { isAttached, textOf, type MimePart } from "./mime-parts.ts";
import { formOf, isHtml } from "./text-forms.ts";
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
  const readAll = (part: MimePart): string => {
    const children = part.childNodes.map((child) => ({ child, text: read(child) }));
    const written = children.filter(({ text }) => !isBlank(text));
    if (part.contentType.multipart !== "alternative") return written.map(({ text }) => text).join("\n");
    if (written.length > 0) leaveOut(others, part.childNodes);
    const ofForm = (form: string) => written.find(({ child }) => formOf(child) === form);
    return (ofForm("plain") ?? ofForm("rich") ?? written[0])?.text ?? "";
  };
  const read = (part: MimePart): string => {
    if (part.contentType.multipart) return readAll(part);
    const form = isAttached(part) ? "file" : formOf(part);
    if (form === "file" || form === "data") {
      if (part.content) others.push(part);
      return "";
    }
    if (!isHtml(part)) return withoutMarks(textOf(part));
    const text = textOfHtml(textOf(part));
    htmlTexts.push(text);
    return text;
  };
  return { text: read(root), htmlTexts, others };
}

/** What says for programs what another form says in words. */
function leaveOut(others: MimePart[], alternatives: readonly MimePart[]): void {
  for (const part of alternatives) {
    const at = formOf(part) === "data" ? others.indexOf(part) : -1;
    if (at >= 0 && !isAttached(part)) others.splice(at, 1);
  }
}
