import { readFile } from "node:fs/promises";
import path from "node:path";
import { runShortFaultTest } from "./fault-test.ts";
import { stateFolder } from "@chorus/servers/paths";
import { runInForeground, runScript } from "@chorus/servers/run-script";
import { requireProgram } from "@chorus/servers/system-packages";
import { UserError } from "@chorus/servers/user-error";
import { runVerify } from "./checks/verify.ts";

interface Counts {
  passed: number;
  failed: number;
}

const KINDS = ["unit", "integration", "faults", "e2e", "images", "manifests"] as const;
type Kind = (typeof KINDS)[number];

const resultFolder = path.join(stateFolder, "test-results");

/** `make test`: everything; with a kind's name only that. The last line sums up, in the form that CI reads. */
export async function runTests([kind, ...filters]: string[]): Promise<void> {
  if (kind !== undefined && !isKind(kind))
    throw new UserError(`There are no ${kind} tests; there are ${KINDS.join(", ")}.`);
  if (kind === undefined) await runVerify();
  const counts: Counts[] = [];
  if (kind === undefined) counts.push(await runVitest([]));
  else if (kind === "unit" || kind === "integration") counts.push(await runVitest(["--project", kind, ...filters]));
  if (kind === undefined || kind === "faults") counts.push(await runShortFaultTest());
  if (kind === undefined || kind === "e2e") counts.push(await runPlaywright(filters));
  // As root on Debian, and minutes when something has changed: where it has not, only a hash is compared.
  if (kind === "images" || (kind === undefined && process.env["CI"])) counts.push(await runImages());
  if (kind === "manifests" || (kind === undefined && process.env["CI"])) counts.push(await runManifests());

  const total = { passed: sum(counts, "passed"), failed: sum(counts, "failed") };
  if (process.exitCode && total.failed === 0) console.log("\nmake verify has failed: see above.");
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
}

async function runVitest(args: string[]): Promise<Counts> {
  const file = path.join(resultFolder, "vitest.json");
  const code = await runScript("node_modules/vitest/vitest.mjs", [
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
    ...args,
  ]);
  const report = await readReport<{ numPassedTests: number; numFailedTests: number }>(file);
  return toCounts(code, report?.numPassedTests ?? 0, report?.numFailedTests ?? 0);
}

/** Images, and the platform in containers, with a real Docker server; skipped by a committed hash of what they are made of. */
async function runImages(): Promise<Counts> {
  const code = await runInForeground("bash", ["infrastructure/containers/ci.sh", "--if-changed"]);
  return toCounts(code, code === 0 ? 1 : 0, 0);
}

/** Kubernetes' objects against its schemas; skipped in the same way. */
async function runManifests(): Promise<Counts> {
  const code = await runInForeground("bash", ["infrastructure/kubernetes/verify.sh", "--if-changed"]);
  return toCounts(code, code === 0 ? 1 : 0, 0);
}

async function runPlaywright(args: string[]): Promise<Counts> {
  const chromium = await requireProgram("chromium", {
    debian: "chromium",
    brew: "chromium",
    instead: "set CHROMIUM_PATH to a Chrome or Chromium of your own",
    variable: "CHROMIUM_PATH",
  });
  const file = path.join(resultFolder, "playwright.json");
  const code = await runScript("tests/e2e/run/main.ts", args, {
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    CHROMIUM_PATH: chromium,
  });
  const report = await readReport<{ stats: { expected: number; unexpected: number; flaky: number } }>(file);
  // A flaky test counts as failed.
  const { expected = 0, unexpected = 0, flaky = 0 } = report?.stats ?? {};
  return toCounts(code, expected, unexpected + flaky);
}

/** A runner that failed without a failed test (a file that does not load) counts as one failure. */
function toCounts(code: number, passed: number, failed: number): Counts {
  if (code !== 0 || failed > 0) process.exitCode = 1;
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

async function readReport<Report>(file: string): Promise<Report | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Report);
}

function isKind(name: string): name is Kind {
  return (KINDS as readonly string[]).includes(name);
}

function sum(counts: readonly Counts[], field: keyof Counts): number {
  return counts.reduce((total, each) => total + each[field], 0);
}
