import { readFile } from "node:fs/promises";
import path from "node:path";
import { stateFolder } from "@chorus/servers/paths";
import { runScript } from "@chorus/servers/run-script";

const MAIN = "load-tests/faults/main.ts";

/** `make fault-test`: every fault, about twenty minutes; `--short` those of `make test`, `--only name` one. */
export async function runFaultTest(args: string[]): Promise<void> {
  process.exitCode = await runScript(MAIN, args);
}

/** The short run as one kind of tests. @returns what its last line says; a run that broke off has failed */
export async function runShortFaultTest(): Promise<{ passed: number; failed: number }> {
  const file = path.join(stateFolder, "test-results", "faults.json");
  const code = await runScript(MAIN, ["--short", "--report", file]);
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (code !== 0) process.exitCode = 1;
  const { passed, failed } = JSON.parse(text ?? '{"passed":0,"failed":1}') as { passed: number; failed: number };
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}
