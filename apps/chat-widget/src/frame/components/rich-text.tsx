import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { type Block, type Inline, parseMarkdown } from "../state/markdown.ts";

/** A message's text as elements; nothing is inserted as HTML. */
export function RichText({ text }: { text: string }) {
  const blocks = useMemo(() => parseMarkdown(text), [text]);
  return <>{blocks.map((block, index) => drawBlock(block, index))}</>;
}

function drawBlock(block: Block, key: number): ComponentChildren {
  if (block.type === "pre") return <pre key={key}>{block.text}</pre>;
  if (block.type === "lines") {
    return (
      <p key={key}>
        {block.lines.map((line, index) => (
          <>
            {index > 0 && <br />}
            {line.map(drawInline)}
          </>
        ))}
      </p>
    );
  }
  const items = block.items.map((item, index) => <li key={index}>{item.map(drawInline)}</li>);
  return block.isOrdered ? <ol key={key}>{items}</ol> : <ul key={key}>{items}</ul>;
}

function drawInline(piece: Inline, key: number): ComponentChildren {
  switch (piece.type) {
    case "code":
      return <code key={key}>{piece.text}</code>;
    case "strong":
      return <strong key={key}>{piece.children.map(drawInline)}</strong>;
    case "em":
      return <em key={key}>{piece.children.map(drawInline)}</em>;
    case "del":
      return <del key={key}>{piece.children.map(drawInline)}</del>;
    case "link":
      return (
        <a key={key} href={piece.href} target="_blank" rel="noopener noreferrer nofollow ugc">
          {piece.children.map(drawInline)}
        </a>
      );
    case "text":
    default:
      return piece.text;
  }
}
