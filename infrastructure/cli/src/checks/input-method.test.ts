import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { repositoryRoot } from "@chorus/servers/paths";

const ENTER = /\bkey\)?\s*[!=]==?\s*["'](?:Enter|NumpadEnter)["']|["']Enter["']\s*[!=]==?|case ["']Enter["']/;
const ASKED = /isOfInputMethod\(/;
/** A handler asks first, so that it stands shortly before. */
const LINES_BEFORE = 10;

/** The places of a source that act on Enter without asking whether an input method is composing with it. */
function unasked(source: string): string[] {
  const lines = source.split("\n");
  return lines.filter(
    (line, at) => ENTER.test(line) && !ASKED.test(lines.slice(Math.max(0, at - LINES_BEFORE), at + 1).join("\n")),
  );
}

test("whoever acts on Enter asks first whether it belongs to an input method", () => {
  expect(unasked('if (event.key === "Enter") send();')).toHaveLength(1);
  expect(unasked('if (isOfInputMethod(event)) return;\nif (event.key === "Enter") send();')).toEqual([]);
  const files = ["apps", "shared"]
    .flatMap((folder) =>
      readdirSync(path.join(repositoryRoot, folder), { recursive: true, encoding: "utf8" }).map(
        (file) => `${folder}/${file}`,
      ),
    )
    .filter((file) => /^\w+\/[\w-]+\/src\/.*\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file));
  const sources = files.map((file) => [file, readFileSync(path.join(repositoryRoot, file), "utf8")] as const);
  expect(sources.filter(([, source]) => ENTER.test(source)).length).toBeGreaterThan(4);
  expect(sources.flatMap(([file, source]) => unasked(source).map((line) => `${file}: ${line.trim()}`))).toEqual([]);
});
