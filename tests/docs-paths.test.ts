import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.join(import.meta.dirname, "..");

/** Decisions tell what was true on their day. */
const pages = [
  "README.md",
  ...readdirSync(path.join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md") && !file.startsWith("decisions/"))
    .map((file) => `docs/${file}`),
  ...readdirSync(path.join(root, "services"))
    .map((name) => `services/${name}/README.md`)
    .filter((file) => existsSync(path.join(root, file))),
];

const ROOMS = /`((?:apps|services|shared|infrastructure|load-tests|tests)\/[\w./-]+\.(?:ts|tsx|mjs|sql|lua|md|json))`/g;
const LINKS = /\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g;

/** Names of files, with as much of their path as is written. */
const FILES = /`((?:[\w.-]+\/)*[\w.-]+\.(?:ts|tsx|sql|lua))`/g;

const sources = ["apps", "services", "shared", "infrastructure", "load-tests", "tests"].flatMap(filesOf);

function filesOf(folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (["node_modules", "dist"].includes(entry.name)) return [];
    const inside = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesOf(inside) : [inside];
  });
}

test.each(pages)("%s names files that are there", (page) => {
  const text = readFileSync(path.join(root, page), "utf8");
  const named = [...text.matchAll(ROOMS)].map(([, file = ""]) => file);
  const linked = [...text.matchAll(LINKS)].map(([, file = ""]) =>
    path.relative(root, path.resolve(root, path.dirname(page), file)),
  );
  expect([...named, ...linked].filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  const shortened = [...text.matchAll(FILES)].map(([, file = ""]) => file);
  const isThere = (file: string) => sources.some((source) => source === file || source.endsWith(`/${file}`));
  expect(shortened.filter((file) => !isThere(file))).toEqual([]);
});
