import { databaseUrlFor, type DatabaseService } from "@chorus/database/rights";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { repositoryRoot } from "@chorus/servers/paths";
import { runScript } from "@chorus/servers/run-script";
import { UserError } from "@chorus/servers/user-error";
import { readRunningStack } from "./stack/stack-file.ts";

/** A command that hands over to a program from node_modules. */
export function tool(name: string, fixedArguments: readonly string[]): (args: string[]) => Promise<void> {
  return async (args) => {
    const child = spawn(path.join(repositoryRoot, "node_modules/.bin", name), [...fixedArguments, ...args], {
      cwd: repositoryRoot,
      stdio: "inherit",
      // Turborepo asks to send usage data; nobody here does.
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" },
    });
    const [code] = (await once(child, "exit")) as [number | null];
    process.exitCode = code ?? 1;
  };
}

/** What is checked out, in short, for pages of results. */
export function currentCommit(): string {
  return execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: repositoryRoot, encoding: "utf8" }).trim();
}

/** `make bench`: Chorus beside its peers; `--only fanout` some workloads, `--quick` fewer rounds. */
export async function runBench(args: string[]): Promise<void> {
  process.exitCode = await runScript("node_modules/tsx/dist/cli.mjs", ["load-tests/bench/main.ts", ...args]);
}

/** `make eval`: the same set always gives the same page. */
export async function runEvaluation(): Promise<void> {
  process.exitCode = await runScript("node_modules/tsx/dist/cli.mjs", ["services/summary-engine/evals/main.ts"]);
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
  process.exitCode = await runScript("node_modules/tsx/dist/cli.mjs", [script], { DATABASE_URL: url });
}
