import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

const SOURCES = path.resolve(import.meta.dirname, "../..");

/** Attributes a person reads or hears. */
const SPOKEN = new Set([
  "aria-label",
  "alt",
  "confirm",
  "description",
  "hint",
  "label",
  "placeholder",
  "text",
  "title",
]);
/** Our name, what a field takes or shows as it is in any language, and punctuation. */
const SAME_IN_EVERY_LANGUAGE = /^(Chorus|[^\p{L}]*)$/u;

/** Words in the markup itself, which no catalogue translates. */
function fixedWords(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) found.push(node.text.trim());
    if (ts.isJsxAttribute(node) && SPOKEN.has(node.name.getText())) found.push(...literals(node));
    if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) found.push(...literals(node));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.filter((words) => !SAME_IN_EVERY_LANGUAGE.test(words));
}

/** Texts an expression may give; what is in a call or in other markup is looked at where it is. */
function literals(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node)) return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
  if (ts.isCallExpression(node) || ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node)) return [];
  if (ts.isBinaryExpression(node)) {
    const isCondition = node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
    const isValue =
      isCondition ||
      node.operatorToken.kind === ts.SyntaxKind.BarBarToken ||
      node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken;
    return isValue ? literals(node.right) : [];
  }
  if (ts.isConditionalExpression(node)) return [...literals(node.whenTrue), ...literals(node.whenFalse)];
  const inside: string[] = [];
  ts.forEachChild(node, (child) => {
    inside.push(...literals(child));
  });
  return inside;
}

test("no words are written into the markup: all come from a catalogue, which has both languages", () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".tsx"));
  const found = files.flatMap((file) => fixedWords(path.join(SOURCES, file)).map((words) => `${file}: ${words}`));
  expect(found).toEqual([]);
});
