import { writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { readPreviousRelease, unpackPreviousRelease } from "@chorus/cluster/previous-release";
import { repositoryRoot } from "@chorus/servers/paths";
import { runInForeground } from "@chorus/servers/run-script";

/** Who makes a database: with this release's in its place, the previous one's tests get this one's schema, functions and rights. */
const MIGRATE = "shared/database/src/migrate.ts";
/** They compare the schema with what that release says of it, which is what has changed. */
const ABOUT_THE_SCHEMA = ["shared/database/tests/**", "**/tests/*-move.int.test.ts"];
const SERVICES = ["services/chat-service", "services/notification-worker", "services/summary-engine", "shared/tasks"];

/** `make test-upgrade`: the previous release's integration tests, its code on the schema of this one; names of files for some of them. */
export async function runPreviousTests(files: string[]): Promise<void> {
  const { version, commit, overtaken } = await readPreviousRelease();
  const root = await unpackPreviousRelease("on-this-schema");
  const ours = pathToFileURL(path.join(repositoryRoot, MIGRATE)).href;
  await writeFile(path.join(root, MIGRATE), `export * from ${JSON.stringify(ours)};\n`);
  console.log(`tests of ${version} (${commit.slice(0, 12)}) on the schema of this release`);
  for (const { test, why } of overtaken) console.log(`left out: "${test}": ${why}`);
  const vitest = path.join(repositoryRoot, "node_modules/vitest/vitest.mjs");
  const exclude = ABOUT_THE_SCHEMA.flatMap((pattern) => ["--exclude", pattern]);
  const others = overtaken.length > 0 ? ["--testNamePattern", without(overtaken.map(({ test }) => test))] : [];
  const what = files.length > 0 ? files : SERVICES;
  process.exitCode = await runInForeground(
    process.execPath,
    [vitest, "run", "--root", root, "--project", "integration", ...exclude, ...others, ...what],
    { stdin: "ignore" },
  );
}

/** The pattern of all names but those that end so. */
function without(names: readonly string[]): string {
  return `^(?!.*(?:${names.map((name) => name.replaceAll(/[^\w ]/g, "\\$&")).join("|")})$)`;
}
