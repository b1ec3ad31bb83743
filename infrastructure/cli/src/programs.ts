import { databaseUrlFor, type DatabaseService } from "@chorus/database/rights";
import { execFileSync } from "node:child_process";
import path from "node:path";
import { repositoryRoot } from "@chorus/servers/paths";
import { runInForeground, runScript } from "@chorus/servers/run-script";
import { UserError } from "@chorus/servers/user-error";
import { readRunningStack } from "./stack/stack-file.ts";

/** A command that hands over to a program from node_modules. */
export function tool(name: string, fixedArguments: readonly string[]): (args: string[]) => Promise<void> {
  return (args) => runProgram([name, ...fixedArguments, ...args]);
}

/** `npm run exec -- node file.ts`: a program from node_modules or the PATH, in which the Node that runs this comes first. */
export async function runProgram([program, ...args]: string[]): Promise<void> {
  if (!program) throw new UserError("Say what to run: npm run exec -- node load-tests/bench/inbox.ts");
  const folders = [path.join(repositoryRoot, "node_modules/.bin"), path.dirname(process.execPath), process.env["PATH"]];
  // Turborepo asks to send usage data; nobody here does.
  const variables = { PATH: folders.join(path.delimiter), TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" };
  try {
    process.exitCode = await runInForeground(program, args, { variables });
  } catch (error) {
    throw new UserError(`${program} could not be run: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** What is checked out, in short, for pages of results. */
export function currentCommit(): string {
  return execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: repositoryRoot, encoding: "utf8" }).trim();
}

/** `make bench`: Chorus beside its peers; `--only fanout` some workloads, `--quick` fewer rounds. */
export async function runBench(args: string[]): Promise<void> {
  process.exitCode = await runScript("load-tests/bench/main.ts", args);
}

/** `make eval`: the same set always gives the same page. */
export async function runEvaluation(): Promise<void> {
  process.exitCode = await runScript("services/summary-engine/evals/main.ts", []);
}

/** `make reindex`: summary-engine's own command. */
export function runReindex(): Promise<void> {
  return runOnDatabase("summary-engine", "reindex-command.ts");
}

/** `make verify-audit`: chat-service's own command. */
export function runVerifyAudit(): Promise<void> {
  return runOnDatabase("chat-service", "verify-audit-command.ts");
}

/** Against the running stack's database or the one that DATABASE_URL names. */
async function runOnDatabase(service: DatabaseService, command: string): Promise<void> {
  const running = (await readRunningStack())?.databaseUrl;
  const url = process.env["DATABASE_URL"] ?? (running && databaseUrlFor(service, running));
  if (!url) throw new UserError("Nothing runs here: start make dev, or name a database in DATABASE_URL.");
  const script = `services/${service}/src/${command}`;
  process.exitCode = await runScript(script, [], { DATABASE_URL: url });
}
