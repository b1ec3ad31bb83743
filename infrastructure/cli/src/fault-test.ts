import { readFile } from "node:fs/promises";
import path from "node:path";
import { stateFolder } from "@chorus/servers/paths";
import { runScript } from "@chorus/servers/run-script";
import type { TestReport } from "./test-run/test-report.ts";

const MAIN = "load-tests/faults/main.ts";

/** `make fault-test`: every fault, about twenty minutes; `--short` those of `make test`, `--only name` one. */
export async function runFaultTest(args: string[]): Promise<void> {
  process.exitCode = await runScript(MAIN, args);
}

/** The short run as one kind of tests. @returns what it wrote; a run that broke off has failed */
export async function runShortFaultTest(): Promise<TestReport> {
  const file = path.join(stateFolder, "test-results", "faults.json");
  const code = await runScript(MAIN, ["--short", "--report", file]);
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text !== undefined) return JSON.parse(text) as TestReport;
  return { passed: 0, failures: [{ test: "faults", reason: `broke off with ${code}: see above` }] };
}
