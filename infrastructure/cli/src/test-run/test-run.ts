import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { runShortFaultTest } from "../fault-test.ts";
import { stateFolder } from "@chorus/servers/paths";
import { runInForeground, runScript } from "@chorus/servers/run-script";
import { requireProgram } from "@chorus/servers/system-packages";
import { UserError } from "@chorus/servers/user-error";
import { runVerify } from "../checks/verify.ts";
import { renderTotal, toReason, type Failure, type TestReport } from "./test-report.ts";

const KINDS = ["unit", "integration", "faults", "e2e", "images", "manifests"] as const;
type Kind = (typeof KINDS)[number];

/** Images, and the platform in containers, with a real Docker server. */
const IMAGES = "infrastructure/containers/ci.sh";
/** Kubernetes' objects against its schemas. */
const MANIFESTS = "infrastructure/kubernetes/verify.sh";

const resultFolder = path.join(stateFolder, "test-results");

/** `make test`: everything; with a kind's name only that. The last line sums up, in the form that CI reads. */
export async function runTests([kind, ...filters]: string[]): Promise<void> {
  if (kind !== undefined && !isKind(kind))
    throw new UserError(`There are no ${kind} tests; there are ${KINDS.join(", ")}.`);
  if (kind === undefined) await runVerify();
  const reports: TestReport[] = [];
  if (kind === undefined) reports.push(await runVitest([]));
  else if (kind === "unit" || kind === "integration") reports.push(await runVitest(["--project", kind, ...filters]));
  if (kind === undefined || kind === "faults") reports.push(await runFaults());
  if (kind === undefined || kind === "e2e") reports.push(await runPlaywright(filters));
  // As root on Debian, and minutes when something has changed: where it has not, only a hash is compared.
  if (kind === "images" || (kind === undefined && process.env["CI"])) reports.push(await runStage("images", IMAGES));
  if (kind === "manifests" || (kind === undefined && process.env["CI"])) {
    reports.push(await runStage("manifests", MANIFESTS));
  }

  if (process.exitCode && reports.every(({ failures }) => failures.length === 0)) {
    console.log("\nmake verify has failed: see above.");
  }
  console.log(`\n${renderTotal(reports)}`);
}

async function runVitest(args: string[]): Promise<TestReport> {
  const file = path.join(resultFolder, "vitest.json");
  await rm(file, { force: true });
  const reporters = ["--reporter=default", "--reporter=./infrastructure/cli/src/test-run/vitest-reporter.ts"];
  const code = await runScript("node_modules/vitest/vitest.mjs", ["run", ...reporters, ...args], {
    VITEST_REPORT: file,
  });
  const report = await readReport<TestReport>(file);
  return judged("vitest", code, report ?? { passed: 0, failures: [] });
}

async function runFaults(): Promise<TestReport> {
  const file = path.join(resultFolder, "faults.json");
  const code = await runShortFaultTest(file);
  return judged("faults", code, (await readReport<TestReport>(file)) ?? { passed: 0, failures: [] });
}

/** A script that counts as one test; what it needs has not changed since it last passed, where a committed hash says so. */
async function runStage(name: string, script: string): Promise<TestReport> {
  const code = await runInForeground("bash", [script, "--if-changed"]);
  return judged(name, code, { passed: code === 0 ? 1 : 0, failures: [] });
}

async function runPlaywright(args: string[]): Promise<TestReport> {
  const chromium = await requireProgram("chromium", {
    debian: "chromium",
    brew: "chromium",
    instead: "set CHROMIUM_PATH to a Chrome or Chromium of your own",
    variable: "CHROMIUM_PATH",
  });
  const file = path.join(resultFolder, "playwright.json");
  await rm(file, { force: true });
  const code = await runScript("tests/e2e/run/main.ts", args, {
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    CHROMIUM_PATH: chromium,
  });
  const report = await readReport<PlaywrightReport>(file);
  return judged("e2e", code, {
    passed: report?.stats.expected ?? 0,
    failures: (report?.suites ?? []).flatMap(failuresOf),
  });
}

interface PlaywrightReport {
  stats: { expected: number };
  suites: PlaywrightSuite[];
}

interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs: {
    title: string;
    file: string;
    line: number;
    tests: { status: string; results: { error?: { message?: string; stack?: string } }[] }[];
  }[];
}

/** A flaky test counts as failed. */
function failuresOf({ suites = [], specs }: PlaywrightSuite): Failure[] {
  const own = specs.flatMap(({ title, file, line, tests }) =>
    tests
      .filter(({ status }) => status === "unexpected" || status === "flaky")
      .map(({ results }) => {
        const error = results.find((result) => result.error)?.error;
        return {
          test: `${file}:${line} › ${title}`,
          reason: toReason(error?.stack ?? error?.message ?? "no error was given"),
        };
      }),
  );
  return [...own, ...suites.flatMap(failuresOf)];
}

/** A runner that failed without a failed test (a file that does not load) counts as one failure. */
function judged(name: string, code: number, report: TestReport): TestReport {
  const failures =
    code !== 0 && report.failures.length === 0
      ? [{ test: name, reason: `ended with ${code}, without a failed test: see above` }]
      : report.failures;
  if (failures.length > 0) process.exitCode = 1;
  return { ...report, failures };
}

async function readReport<Report>(file: string): Promise<Report | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Report);
}

function isKind(name: string): name is Kind {
  return (KINDS as readonly string[]).includes(name);
}
