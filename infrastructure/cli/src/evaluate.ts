import { runScript } from "@chorus/servers/run-script";

/** `make eval`: the same set always gives the same page. */
export async function runEvaluation(): Promise<void> {
  process.exitCode = await runScript("node_modules/tsx/dist/cli.mjs", ["services/summary-engine/evals/main.ts"]);
}
