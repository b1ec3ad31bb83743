import { runScript } from "@chorus/servers/run-script";

/** `make bench`: Chorus beside its peers; `--only fanout` some workloads, `--quick` fewer rounds. */
export async function runBench(args: string[]): Promise<void> {
  process.exitCode = await runScript("node_modules/tsx/dist/cli.mjs", ["load-tests/bench/main.ts", ...args]);
}
