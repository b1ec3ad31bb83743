import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";

const folder = path.join(import.meta.dirname, "../.github/workflows");
const files = (await readdir(folder)).map((name) => ({ name }));
const read = (name: string) => readFile(path.join(folder, name), "utf8");

test.each(files)("$name takes actions by the hash of their commit, which no tag can move", async ({ name }) => {
  const uses = [...(await read(name)).matchAll(/uses: (\S+)/g)].map(([, action = ""]) => action);
  const movable = uses.filter((action) => !action.startsWith("./") && !/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/.test(action));
  expect(movable).toEqual([]);
});

test.each(files)(
  "$name may read, says what more a job may, ends by itself and does not run twice at once",
  async ({ name }) => {
    const text = await read(name);
    expect(text).toMatch(/^permissions:\n {2}contents: read\n/m);
    expect(text).toMatch(/^concurrency:\n/m);
    const jobs = text.split(/^jobs:\n/m)[1] ?? "";
    const runners = [...jobs.matchAll(/^ {4}runs-on:/gm)].length;
    expect([...jobs.matchAll(/^ {4}timeout-minutes: \d+$/gm)]).toHaveLength(runners);
    expect(text).not.toMatch(/permissions: write-all|pull_request_target/);
  },
);

test("continuous integration is the one command", async () => {
  expect(await read("ci.yml")).toContain(".ci/run");
});

test("whoever runs tests or reads the history has all of it: the previous release's code comes out of git", async () => {
  for (const name of ["ci.yml", "nightly.yml"]) {
    const text = await read(name);
    expect([...text.matchAll(/fetch-depth: 0$/gm)], name).toHaveLength(
      [...text.matchAll(/actions\/checkout@/g)].length,
    );
  }
});

test("production waits for staging, and the release's page for production", async () => {
  const text = await read("release.yml");
  expect(text).toMatch(/ {2}production:\n {4}needs: \[images, staging\]/);
  expect(text).toMatch(/ {2}publish:\n {4}needs: \[check, images, production\]/);
});

test("the release before names a version and a migration that this one knows", async () => {
  const root = path.join(import.meta.dirname, "..");
  const text = await readFile(path.join(root, "release/previous.json"), "utf8");
  const previous = JSON.parse(text) as { version: string; migration: string };
  const migrations = await readFile(path.join(root, "shared/database/src/migrations/all-migrations.ts"), "utf8");
  expect(migrations).toContain(`"${previous.migration}"`);
  const changelog = await readFile(path.join(root, "CHANGELOG.md"), "utf8");
  expect(changelog).toContain(`## ${previous.version}\n`);
});
