import { runScript } from "@chorus/servers/run-script";

const MAIN = "load-tests/faults/main.ts";

/** `make fault-test`: every fault, about twenty minutes; `--short` those of `make test`, `--only name` one. */
export async function runFaultTest(args: string[]): Promise<void> {
  process.exitCode = await runScript(MAIN, args);
}

/** The short run as one kind of tests, which writes a report into `file`. @returns its exit code */
export function runShortFaultTest(file: string): Promise<number> {
  return runScript(MAIN, ["--short", "--report", file]);
}
