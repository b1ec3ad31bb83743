import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.join(import.meta.dirname, "..");

/** The `tests` folder of the root is for tests of several packages, and has both kinds. */
const PACKAGE = /^(?:load-tests|(?:apps|infrastructure|services|shared)\/[\w-]+)\//;
/** Reading the processor time of the process is none. */
const IO =
  /"node:(?:net|http|https|dgram|child_process|worker_threads)"|"@chorus\/(?:cluster|doubles|testing(?!\/cpu-time"))/;

const tests = ["apps", "infrastructure", "load-tests", "services", "shared"].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.test\.tsx?$/.test(file) && !file.includes("node_modules"))
    .map((file) => `${folder}/${file}`),
);
const isIntegration = (file: string) => file.endsWith(".int.test.ts");
const isInTests = (file: string) => file.replace(PACKAGE, "").startsWith("tests/");

test("what does I/O stands in the tests folder of its package, everything else beside what it tests", () => {
  expect(tests.length).toBeGreaterThan(200);
  expect(tests.filter((file) => isIntegration(file) !== isInTests(file))).toEqual([]);
});

test("a unit test opens no socket and starts no process or thread", () => {
  const units = tests.filter((file) => !isIntegration(file));
  expect(units.filter((file) => IO.test(readFileSync(path.join(root, file), "utf8")))).toEqual([]);
});
