import { renderMarkdown } from "@chorus/markdown/render";
import { h, type VNode } from "preact";
import { useMemo } from "preact/hooks";

/** A message's text as elements; nothing is inserted as HTML. */
export function RichText({ text }: { text: string }) {
  return (
    <>{useMemo(() => renderMarkdown<VNode>(text, (tag, props, children) => h(tag, props, ...children)), [text])}</>
  );
}
