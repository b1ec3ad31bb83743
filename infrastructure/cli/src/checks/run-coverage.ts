import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { repositoryRoot } from "@chorus/servers/paths";
import { runScript } from "@chorus/servers/run-script";
import { UserError } from "@chorus/servers/user-error";
import { currentCommit } from "../programs.ts";
import { red, table } from "../terminal.ts";
import {
  belowBar,
  byDomainFolder,
  byPackage,
  DOMAIN_BAR,
  type FileLines,
  type LineCoverage,
  percentOf,
} from "./line-coverage.ts";

const RESULT = "load-tests/results/coverage.md";

/**
 * `make coverage`: which share of the lines of each package the unit and integration tests run, written to
 * load-tests/results/coverage.md. With filters of vitest only what those tests run, which is written nowhere.
 * @throws UserError when a domain folder is below the bar
 */
export async function runCoverage(filters: string[]): Promise<void> {
  const code = await runScript("node_modules/vitest/vitest.mjs", ["run", "--coverage", ...filters]);
  if (code !== 0) process.exitCode = 1;
  const files = await readSummary();
  const [packages, folders] = [byPackage(files), byDomainFolder(files)];
  console.log(`\nLines of each package\n${table(rowsOf(packages))}\n\nDomain folders\n${table(rowsOf(folders))}\n`);
  if (filters.length > 0) return;
  await writeFile(path.join(repositoryRoot, RESULT), pageOf(packages, folders));
  const short = belowBar(folders);
  if (short.length > 0)
    throw new UserError(`below ${DOMAIN_BAR} % of the lines: ${short.map(({ name }) => red(name)).join(", ")}`);
}

/** What V8 says of each file. */
async function readSummary(): Promise<FileLines[]> {
  const text = await readFile(path.join(repositoryRoot, "coverage/coverage-summary.json"), "utf8");
  const { total: _all, ...files } = JSON.parse(text) as Record<string, { lines: { covered: number; total: number } }>;
  return Object.entries(files).map(([file, { lines }]) => ({ file: path.relative(repositoryRoot, file), ...lines }));
}

const rowsOf = (groups: readonly LineCoverage[]) =>
  groups.map((group) => [group.name, `${percentOf(group).toFixed(1)} %`, `of ${group.total}`]);

function pageOf(packages: readonly LineCoverage[], folders: readonly LineCoverage[]): string {
  const lines = (groups: readonly LineCoverage[]) =>
    groups.map((group) => `| ${group.name} | ${percentOf(group).toFixed(1)} | ${group.total} |`);
  return `${[
    `# Line coverage (commit ${currentCommit()}, ${new Date().toISOString().slice(0, 10)})`,
    "",
    "`make coverage`: unit and integration tests, lines with code as V8 counts them. What runs in a process or thread of its own, and what",
    "only end-to-end tests reach, is not counted.",
    "",
    "| package | lines, % | of |",
    "| --- | ---: | ---: |",
    ...lines(packages),
    "",
    `Domain folders, which have to reach ${DOMAIN_BAR} % (\`infrastructure/cli/src/checks/line-coverage.ts\` says which are none):`,
    "",
    "| folder | lines, % | of |",
    "| --- | ---: | ---: |",
    ...lines(folders),
  ].join("\n")}\n`;
}
