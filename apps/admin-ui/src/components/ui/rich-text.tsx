import { renderMarkdown } from "@chorus/markdown/render";
import { createElement, type ReactNode, useMemo } from "react";

/** A message's text as elements; nothing is inserted as HTML. Stands in an element with the class `rich-text`. */
export function RichText({ text }: { text: string }) {
  return useMemo(
    () => renderMarkdown<ReactNode>(text, (tag, attributes, children) => createElement(tag, attributes, ...children)),
    [text],
  );
}
