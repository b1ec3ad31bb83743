import { markdownToHtml, type TagAttributes } from "@chorus/markdown/html";
import { raw } from "hono/html";
import { LIGHT } from "./look.ts";

const MONO = "font-family:ui-monospace,SFMono-Regular,Consolas,monospace;font-size:13px";
const PLACE = `background:${LIGHT.line};border-radius:4px`;
/** Each paragraph has the direction of its own letters. */
const BLOCK = { dir: "auto", style: "margin:0 0 6px;unicode-bidi:plaintext" };
const LIST = { dir: "auto", style: "margin:0 0 6px;padding:0 20px" };

const ATTRIBUTES: TagAttributes = {
  p: BLOCK,
  ul: LIST,
  ol: LIST,
  pre: { class: "code", style: `margin:0 0 6px;padding:8px 10px;white-space:pre-wrap;${MONO};${PLACE}` },
  code: { class: "code", style: `padding:1px 4px;${MONO};${PLACE}` },
  a: { class: "link", style: `color:${LIGHT["accent-ink"]};text-decoration:underline` },
};

const DOUBLE_SPACES = / (?= )/g;

/** Mail programs disagree about rules for white space: spaces that would vanish become ones that do not. */
export function keptSpaces(line: string, beginsLine = true): string {
  const kept = line.replaceAll("\t", "    ").replaceAll(DOUBLE_SPACES, "\u00A0");
  return beginsLine ? kept.replace(/^ /, "\u00A0") : kept;
}

/** What somebody wrote, as the desk and the widget show it. */
export function messageHtml(body: string) {
  return raw(markdownToHtml(body, ATTRIBUTES, keptSpaces));
}
