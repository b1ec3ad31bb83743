import { readable } from "./decode-text.ts";
import { readHtml } from "./html-elements.ts";
import { markOf } from "./html-list-marks.ts";
import { Lines } from "./html-lines.ts";
import { BLOCKS, CELLS } from "./html-tags.ts";

/** Marks a line that a mail program has tagged as the introduction of a quote. */
export const QUOTE_INTRODUCTION = "\uE000";
/** Enclose the id of an image that came with the mail. */
export const IMAGE_BEGINS = "\uE001";
export const IMAGE_ENDS = "\uE002";
/** Marks the last line of what a mail program has tagged as the signature. */
export const SIGNATURE_ENDS = "\uE003";
const OURS = /[\uE000-\uE003]/g;

const INTRODUCTIONS = new Set(["moz-cite-prefix", "gmail_attr", "protonmail_quote_header"]);
const SIGNATURES = new Set([
  ...["gmail_signature", "moz-signature"],
  ...["signature", "applemailsignature", "ms-outlook-mobile-signature"],
]);
/** Several times what is taken of a mail. */
export const MAX_CHARACTERS = 400_000;
/** Blank lines around an element, and below a table. */
const SPACED = new Set(["h1", "h2", "h3", "h4", "h5", "h6", "pre"]);
const RULE = "-".repeat(32);
const STRUCK_OUT = new Set(["del", "s", "strike"]);
/** Faces and signs that mail programs send as images, with what they stand for. */
const SIGN = new RegExp(String.raw`^(?:\p{RGI_Emoji}){1,6}$`, "v");
const RAISED: Readonly<Record<string, string>> = { 1: "¹", 2: "²", 3: "³" };
/** A longer text is none of its address. */
const MAX_LINK_CHARACTERS = 2_000;

type Attributes = ReadonlyMap<string, string>;

/** Text in which our own marks stand only where we have set them. */
export function withoutMarks(text: string): string {
  return text.replaceAll(OURS, "");
}

/** The text of an HTML mail. The result is plain text and shown as such; blockquotes are marked with `> `. */
export async function textOfHtml(html: string, maxCharacters = MAX_CHARACTERS): Promise<string> {
  const page = new Page();
  await readHtml(html, {
    begin: (name, attributes, isDeep) => page.begin(name, attributes, isDeep),
    text: (words) => page.text(withoutMarks(words)),
    isFull: () => page.lines.length >= maxCharacters,
  });
  return readable(page.lines.toString()).replaceAll("\u00A0", " ");
}

/** What each element does to the lines. */
class Page {
  readonly lines = new Lines();
  #lists: { next: number | null; type: string }[] = [];
  #preformatted = 0;
  #link: { text: string } | null = null;
  #raised = 0;
  /** Words that are struck out: "" before the first of them. */
  #struck: string | null = null;

  text(written: string): void {
    let words =
      this.#raised > 0 ? written.replaceAll(/(?<!\d)[123](?!\d)/g, (digit) => RAISED[digit] ?? digit) : written;
    if (this.#struck === "" && words.trim() !== "") {
      this.#struck = "~~";
      words = words.replace(/\S/, "~~$&");
    }
    if (this.#preformatted > 0) this.#asWritten(words);
    else this.lines.words(words);
    if (this.#link && this.#link.text.length <= MAX_LINK_CHARACTERS) this.#link.text += words;
  }

  begin(name: string, attributes: Attributes, isDeep: boolean): (() => void) | "hidden" | null {
    const { lines } = this;
    const style = attributes.get("style");
    if (attributes.has("hidden") || (style !== undefined && isHidden(style))) return "hidden";
    if (name === "br") return this.#do(() => lines.lineEnd());
    if (name === "img") return this.#do(() => this.#image(attributes));
    if (name === "hr") return this.#do(() => this.#rule());
    if (isDeep) return this.#do(() => BLOCKS.has(name) && lines.block());
    if (name === "sup") return this.#beginRaised();
    if (STRUCK_OUT.has(name)) return this.#beginStruckOut();
    if (name === "a") return this.#beginLink(attributes.get("href")?.trim() ?? "");
    const marks = [...(attributes.get("class") ?? "").split(/\s+/), attributes.get("id") ?? ""];
    if (marks.some((mark) => INTRODUCTIONS.has(mark))) return this.#beginIntroduction();
    if (marks.some((mark) => SIGNATURES.has(mark.toLowerCase()))) return this.#beginSignature();
    if (name === "blockquote") return lines.quote();
    if (name === "ul" || name === "ol") return this.#beginList(name === "ol" ? attributes : null);
    if (name === "li") return lines.item(this.#markOfItem(attributes));
    if (CELLS.has(name)) return () => lines.space();
    if (!BLOCKS.has(name)) return null;
    if (name === "pre") this.#preformatted += 1;
    const blank = SPACED.has(name) ? 1 : 0;
    lines.block(blank);
    return () => {
      if (name === "pre") this.#preformatted -= 1;
      lines.block(name === "table" ? 1 : blank);
    };
  }

  #do(work: () => unknown): null {
    work();
    return null;
  }

  #asWritten(text: string): void {
    for (const [at, line] of text.split(/\r?\n/).entries()) {
      if (at > 0) this.lines.lineEnd();
      this.lines.literally(line);
    }
  }

  #image(attributes: Attributes): void {
    const id = /^cid:(.{1,200})$/i.exec(attributes.get("src")?.trim() ?? "")?.[1];
    const alt = withoutMarks(attributes.get("alt") ?? "");
    if (id === undefined || SIGN.test(alt)) this.lines.words(alt);
    else this.lines.literally(`${IMAGE_BEGINS}${withoutMarks(id)}${IMAGE_ENDS}`);
  }

  #beginRaised(): () => void {
    this.#raised += 1;
    return () => {
      this.#raised -= 1;
    };
  }

  /** What was struck out must not read as what is wanted: it is marked as in Markdown. */
  #beginStruckOut(): (() => void) | null {
    if (this.#struck !== null || this.#preformatted > 0) return null;
    this.#struck = "";
    return () => {
      if (this.#struck !== "") this.lines.ending("~~");
      this.#struck = null;
    };
  }

  #rule(): void {
    this.lines.block(1);
    this.lines.literally(RULE);
    this.lines.block(1);
  }

  /** Its address stands behind it, unless it is the text or a place on the page. */
  #beginLink(href: string): (() => void) | null {
    if (href === "" || href.startsWith("#")) return null;
    const link = { text: "" };
    this.#link = link;
    return () => {
      if (this.#link === link) this.#link = null;
      const address = withoutMarks(href.replace(/^mailto:/i, ""));
      const text = link.text.trim();
      if (text === address || text === href) return;
      if (text !== "") this.lines.space();
      this.lines.literally(text === "" ? address : `(${address})`);
    };
  }

  #beginIntroduction(): () => void {
    this.lines.block();
    this.lines.literally(QUOTE_INTRODUCTION);
    return () => this.lines.block();
  }

  #beginSignature(): () => void {
    this.lines.block(1);
    this.lines.literally("-- ");
    this.lines.block();
    return () => {
      this.lines.literally(SIGNATURE_ENDS);
      this.lines.block(1);
    };
  }

  /** @param numbered the attributes of a list with numbers */
  #beginList(numbered: Attributes | null): () => void {
    this.lines.block();
    this.#lists.push({
      next: numbered && (numberIn(numbered.get("start")) ?? 1),
      type: numbered?.get("type")?.trim() ?? "",
    });
    return () => {
      this.lines.block();
      this.#lists.pop();
    };
  }

  #markOfItem(attributes: Attributes): string {
    const list = this.#lists.at(-1);
    if (!list || list.next === null) return "- ";
    const number = numberIn(attributes.get("value")) ?? list.next;
    list.next = number + 1;
    return `${markOf(number, list.type)}. `;
  }
}

function numberIn(text: string | undefined): number | null {
  return text !== undefined && /^\s*-?\d{1,9}\s*$/.test(text) ? Number(text) : null;
}

const DISPLAY = /^\s*display\s*:\s*([\w-]{1,40})\s*(!\s*important)?\s*$/i;

/** Of several values of `display` the last counts, and an important one before it. */
function isHidden(style: string): boolean {
  const values = style.split(";").flatMap((declaration) => {
    const [, value = "", important] = DISPLAY.exec(declaration) ?? [];
    return value === "" ? [] : [{ value: value.toLowerCase(), isImportant: important !== undefined }];
  });
  return (values.findLast(({ isImportant }) => isImportant) ?? values.at(-1))?.value === "none";
}
