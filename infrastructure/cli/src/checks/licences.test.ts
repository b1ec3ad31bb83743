import { readFile } from "node:fs/promises";
import path from "node:path";
import { repositoryRoot } from "@chorus/servers/paths";
import { expect, test } from "vitest";
import { licencesOf } from "./licences.ts";

const refused = (packages: Parameters<typeof licencesOf>[0]) =>
  licencesOf(packages).flatMap(({ name, isAllowed }) => (isAllowed ? [] : [name]));

test("every dependency of what is shipped has a licence that is allowed", async () => {
  const lock = JSON.parse(await readFile(path.join(repositoryRoot, "package-lock.json"), "utf8")) as {
    packages: Parameters<typeof licencesOf>[0];
  };
  expect(licencesOf(lock.packages).length).toBeGreaterThan(300);
  expect(refused(lock.packages)).toEqual([]);
});

test("of a choice one is enough, of a sum each is needed, and no licence is none", () => {
  const packages = {
    "node_modules/choice": { license: "(GPL-3.0-only OR MIT)" },
    "node_modules/sum": { license: "Apache-2.0 AND LGPL-3.0-or-later" },
    "node_modules/@img/sharp-win32-x64": { license: "Apache-2.0 AND LGPL-3.0-or-later" },
    "node_modules/a/node_modules/gpl": { license: "AGPL-3.0-only" },
    "node_modules/unknown": {},
    "node_modules/for-tests": { license: "GPL-3.0-only", dev: true },
  };
  expect(refused(packages)).toEqual(["sum", "gpl", "unknown"]);
});
