import { isBlank } from "@chorus/contracts/text";
import { isAttached, textOf, type MimePart } from "./mime-parts.ts";
import { formOf, isHtml } from "./text-forms.ts";
import { longWordsOf, wordsOf } from "./words-of-text.ts";
import { MAX_CHARACTERS, textOfHtml, withoutMarks } from "./text-of-html.ts";

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
export async function bodyOfMail(root: MimePart): Promise<MailBody> {
  const htmlTexts: string[] = [];
  const others: MimePart[] = [];
  let htmlCharacters = 0;
  const readAll = async (part: MimePart): Promise<string> => {
    const children: { child: MimePart; text: string }[] = [];
    // One after the other, because what is read of all parts together has a limit.
    for (const child of part.childNodes) {
      children.push({ child, text: await read(child) });
      await new Promise((resolve) => setImmediate(resolve));
    }
    const written = children.filter(({ text }) => !isBlank(text));
    if (part.contentType.multipart !== "alternative") return written.map(({ text }) => text).join("\n");
    if (written.length > 0) leaveOut(others, part.childNodes);
    const ofForm = (form: string) => written.find(({ child }) => formOf(child) === form);
    const [plain, rich] = [ofForm("plain"), ofForm("rich")];
    if (plain && rich && isAboutSomethingElse(plain.text, rich.text)) return rich.text;
    return (plain ?? rich ?? written[0])?.text ?? "";
  };
  const read = async (part: MimePart): Promise<string> => {
    if (part.contentType.multipart && part.childNodes.length > 0) return readAll(part);
    // Without a usable boundary what was written stands in the part itself.
    if (part.contentType.multipart) return withoutMarks(textOf(part));
    const form = isAttached(part) ? "file" : formOf(part);
    if (form === "file" || form === "data") {
      if (part.content) others.push(part);
      return "";
    }
    if (!isHtml(part)) return withoutMarks(textOf(part));
    const text = await textOfHtml(textOf(part), MAX_CHARACTERS - htmlCharacters);
    htmlCharacters += text.length;
    htmlTexts.push(text);
    return text;
  };
  return { text: await read(root), htmlTexts, others };
}

/** Of a plain form's words, in the other one. */
const LEAST_SHARE = 0.34;
const FEWEST_WORDS = 3;

/** "Your program cannot show HTML" stands in for the words, and says none of them. */
function isAboutSomethingElse(plain: string, rich: string): boolean {
  const said = longWordsOf(plain);
  const meant = longWordsOf(rich);
  if (said.size >= FEWEST_WORDS)
    return meant.size > 0 && [...said].filter((word) => meant.has(word)).length < LEAST_SHARE * said.size;
  // A few words stand in for many when they are none of them.
  const all = wordsOf(rich);
  const few = [...wordsOf(plain)];
  return few.length > 0 && meant.size >= FEWEST_WORDS && !few.some((word) => all.has(word));
}

/** What says for programs what another form says in words. */
function leaveOut(others: MimePart[], alternatives: readonly MimePart[]): void {
  for (const part of alternatives) {
    const at = formOf(part) === "data" ? others.indexOf(part) : -1;
    if (at >= 0 && !isAttached(part)) others.splice(at, 1);
  }
}
