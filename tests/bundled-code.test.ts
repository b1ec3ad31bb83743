import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.join(import.meta.dirname, "..");

const sources = () =>
  ["services", "shared"].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => /\/src\/.*\.ts$/.test(file) && !/node_modules|\.test\.ts$|\/testing\//.test(file))
      .filter((file) => !file.startsWith("testing/"))
      .map((file) => path.join(folder, file)),
  );

test("no tagged template that is bundled ends a script, in whose place the bundler puts a helper that nobody installs", () => {
  expect(sources().length).toBeGreaterThan(500);
  const ended = sources().filter((file) => /\bhtml`[^`]*<\/script/.test(readFileSync(path.join(root, file), "utf8")));
  expect(ended).toEqual([]);
});
