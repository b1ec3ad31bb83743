import { type CreateElement, renderMarkdown, type Tag } from "./render.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** For text and attributes of HTML. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Marks what has been escaped, so that nothing is escaped twice or not at all. */
class Html {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

/** What every element of a kind has besides, such as an inline style. */
export type TagAttributes = Readonly<Partial<Record<Tag, Readonly<Record<string, string>>>>>;

/** Words as they are to be shown. @param beginsLine whether they are the first of a line */
export type ShowWords = (words: string, beginsLine: boolean) => string;

/** Shown as they were written, to be copied. */
const LITERAL: ReadonlySet<Tag> = new Set(["code", "pre"]);

const createElement =
  (more: TagAttributes, show: ShowWords): CreateElement<Html> =>
  (tag, { key: _key, ...attributes }, children) => {
    const written = Object.entries({ ...attributes, ...more[tag] }).map(
      ([name, value]) => ` ${name}="${escaped(String(value))}"`,
    );
    const open = `<${tag}${written.join("")}>`;
    if (tag === "br") return new Html(open);
    const beginsLine = (at: number) => {
      const before = children[at - 1];
      return before === undefined || (typeof before !== "string" && before.source.startsWith("<br"));
    };
    const inner = children.map((child, at) => {
      if (typeof child !== "string") return child.source;
      return escaped(LITERAL.has(tag) ? child : show(child, beginsLine(at)));
    });
    return new Html(`${open}${inner.join("")}</${tag}>`);
  };

/** A message's text as HTML, for mails. */
export function markdownToHtml(
  text: string,
  attributes: TagAttributes = {},
  show: ShowWords = (words) => words,
): string {
  return renderMarkdown(text, createElement(attributes, show))
    .map((block) => block.source)
    .join("");
}
