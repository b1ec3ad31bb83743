import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.join(import.meta.dirname, "..");
const read = (file: string) => readFileSync(path.join(root, file), "utf8");

/** Decisions tell what was true on their day. */
const pages = [
  "README.md",
  ...readdirSync(path.join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md") && !file.startsWith("decisions/"))
    .map((file) => `docs/${file}`),
];

const targets = new Set([...read("Makefile").matchAll(/^([a-z0-9-]+):/gm)].map(([, name]) => name));
const scripts = new Set(Object.keys((JSON.parse(read("package.json")) as { scripts: object }).scripts));
const commands = new Set(
  [...read("infrastructure/cli/src/run-command.ts").matchAll(/^ {2}"?([a-z0-9-]+)"?: \{/gm)].map(([, name]) => name),
);

/** What is written as code: between fences, or between backticks, also over the end of a line. */
function codeOf(text: string): string[] {
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, block = ""]) => block.split("\n"));
  const inline = [...text.replaceAll(/^```[\s\S]*?^```$/gm, "").matchAll(/`([^`]+)`/g)];
  return [...blocks, ...inline.map(([, code = ""]) => code.replaceAll(/\s+/g, " "))];
}

/** Each command of a line that could not be run, because what it names is not there. */
function unknownIn(line: string): string[] {
  const find = (pattern: RegExp, isKnown: (name: string) => boolean) =>
    [...line.matchAll(pattern)].filter(([, name = ""]) => !isKnown(name)).map(([whole]) => whole);
  const isRun = (name: string) =>
    targets.has(name) || existsSync(path.join(root, "services", name.replace("run-", "")));
  return [
    ...find(/(?:^|\s)make (?:-C \S+ )?([a-z][a-z0-9-]*)/g, isRun),
    ...find(/npm run (?:-s )?([a-z][a-z0-9:-]*)/g, (name) => scripts.has(name)),
    ...find(/chorus\.mjs ([a-z][a-z0-9-]*)/g, (name) => commands.has(name)),
    ...find(
      /\bnode ([\w./-]+\/[\w./-]+\.(?:ts|mjs))/g,
      (file) => file.startsWith("dist/") || existsSync(path.join(root, file)),
    ),
    ...find(/npx vitest run ([\w./-]+)/g, hasTests),
    ...find(/npx (tsx|ts-node)\b/g, () => false),
  ];
}

/** As vitest takes it: a part of a path. */
function hasTests(part: string): boolean {
  const folder = path.join(root, existsSync(path.join(root, part)) ? part : path.dirname(part));
  if (!existsSync(folder)) return false;
  return existsSync(path.join(root, part)) || readdirSync(folder).some((name) => name.startsWith(path.basename(part)));
}

test.each(pages)("%s names commands that there are", (page) => {
  expect(codeOf(read(page)).flatMap(unknownIn)).toEqual([]);
});

test("a command that is not there is found", () => {
  expect(unknownIn("make upgrde && npx tsx load-tests/x.ts")).toEqual(["make upgrde", "npx tsx"]);
  expect(unknownIn("node infrastructure/cli/bin/chorus.mjs bakup")).toEqual(["chorus.mjs bakup"]);
});
