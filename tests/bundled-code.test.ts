import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.join(import.meta.dirname, "..");

/** Node 20 does not know `using`, and the bundler puts a helper of its own in its place that nobody installs. */
const USING = /^\s*(?:await )?using \w+ =/m;

test("what is bundled for Node 20 declares nothing with `using`", () => {
  const sources = ["services", "shared"].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => /\/src\/.*\.ts$/.test(file) && !/node_modules|\.test\.ts$|\/testing\//.test(file))
      .filter((file) => !file.startsWith("testing/"))
      .map((file) => path.join(folder, file)),
  );
  expect(sources.length).toBeGreaterThan(500);
  expect(sources.filter((file) => USING.test(readFileSync(path.join(root, file), "utf8")))).toEqual([]);
});
