import { type Block, type Inline, parseMarkdown } from "./parse.ts";

export type Tag = "p" | "br" | "pre" | "ol" | "ul" | "li" | "code" | "strong" | "em" | "del" | "a";

/** Makes an element, such as React's or Preact's `createElement`. Children are never HTML. */
export type CreateElement<Node> = (
  tag: Tag,
  attributes: Readonly<Record<string, string | number>>,
  children: readonly (Node | string)[],
) => Node;

/** A page of somebody else: it learns nothing of where it was opened. */
const LINK = { target: "_blank", rel: "noopener noreferrer nofollow ugc" } as const;

/** A message's text as elements of the caller's kind: the one renderer of desk, widget and mails. */
export function renderMarkdown<Node>(text: string, element: CreateElement<Node>): Node[] {
  const inline = (piece: Inline, key: number): Node | string => {
    if (piece.type === "text") return piece.text;
    if (piece.type === "code") return element("code", { key }, [piece.text]);
    const children = piece.children.map(inline);
    return piece.type === "link"
      ? element("a", { key, href: piece.href, ...LINK }, children)
      : element(piece.type, { key }, children);
  };
  const withBreaks = (lines: readonly Inline[][]): (Node | string)[] => {
    const nodes: (Node | string)[] = [];
    for (const [index, line] of lines.entries()) {
      if (index > 0) nodes.push(element("br", { key: `line ${index}` }, []));
      for (const piece of line) nodes.push(inline(piece, nodes.length));
    }
    return nodes;
  };
  const block = (part: Block, key: number): Node => {
    if (part.type === "pre") return element("pre", { key }, [part.text]);
    if (part.type === "lines") return element("p", { key }, withBreaks(part.lines));
    const items = part.items.map((item, index) => element("li", { key: index }, item.map(inline)));
    return element(part.isOrdered ? "ol" : "ul", { key }, items);
  };
  return parseMarkdown(text).map(block);
}
