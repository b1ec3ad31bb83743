import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { repositoryRoot } from "@chorus/servers/paths";

/** Words that name text; lists and hexadecimal digits have other names. */
const CUT =
  /\b(?:text|body|message|detail|name|subject|label|words|answer|about|preview|title|description|quote|plain|part|q|"\)|\))\??\.(?:slice\(0, |substring\(0, |substr\(0, )(?:\d{2,}|[A-Z][A-Z_]{3,})/;

/** What is cut there is no text that people read: a list, a date, a digest, or headers of ASCII. */
const NO_TEXT = /\.(?:filter|toSorted|map|flatMap|toISOString|digest)\(|createHash|\[\.\.\.|header\("user-agent"\)/;

test("texts are cut by cutText, between characters", () => {
  const files = ["services", "apps", "shared"]
    .flatMap((folder) =>
      readdirSync(path.join(repositoryRoot, folder), { recursive: true, encoding: "utf8" }).map(
        (file) => `${folder}/${file}`,
      ),
    )
    .filter(
      (file) => /^\w+\/[\w-]+\/src\/.*\.tsx?$/.test(file) && !/\.test\.tsx?$|\/cut-text\.ts$|\/testing\//.test(file),
    );
  expect(files.length).toBeGreaterThan(500);
  const cuts = files.flatMap((file) =>
    readFileSync(path.join(repositoryRoot, file), "utf8")
      .split("\n")
      .filter((line) => CUT.test(line) && !NO_TEXT.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(cuts).toEqual([]);
});
