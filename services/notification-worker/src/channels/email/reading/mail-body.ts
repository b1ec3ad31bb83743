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
    const [plain, rich] = [ofForm("plain"), ofForm("rich")];
    if (plain && rich && isAboutSomethingElse(plain.text, rich.text)) return rich.text;
    return (plain ?? rich ?? written[0])?.text ?? "";
  };
  const read = (part: MimePart): string => {
    if (part.contentType.multipart && part.childNodes.length > 0) return readAll(part);
    // Without a usable boundary what was written stands in the part itself.
    if (part.contentType.multipart) return withoutMarks(textOf(part));
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

const LONG_WORD = /\p{L}{4,30}/gu;
/** Of a plain form's words, in the other one. */
const LEAST_SHARE = 0.34;
const FEWEST_WORDS = 3;

/** "Your program cannot show HTML" stands in for the words, and says none of them. */
function isAboutSomethingElse(plain: string, rich: string): boolean {
  const said = new Set(plain.toLowerCase().match(LONG_WORD));
  if (said.size < FEWEST_WORDS) return false;
  const meant = new Set(rich.toLowerCase().match(LONG_WORD));
  return meant.size > 0 && [...said].filter((word) => meant.has(word)).length < LEAST_SHARE * said.size;
}

/** What says for programs what another form says in words. */
function leaveOut(others: MimePart[], alternatives: readonly MimePart[]): void {
  for (const part of alternatives) {
    const at = formOf(part) === "data" ? others.indexOf(part) : -1;
    if (at >= 0 && !isAttached(part)) others.splice(at, 1);
  }
}
