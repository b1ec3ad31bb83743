import { runScript } from "@chorus/servers/run-script";
import { UserError } from "@chorus/servers/user-error";
import { readRunningStack } from "./stack/stack-file.ts";

/** `make reindex`: summary-engine's own command, against the running stack's database or the one that DATABASE_URL names. */
export async function runReindex(): Promise<void> {
  const url = process.env["DATABASE_URL"] ?? (await readRunningStack())?.databaseUrl;
  if (!url) throw new UserError("Nothing runs here: start make dev, or name a database in DATABASE_URL.");
  const script = "services/summary-engine/src/reindex-command.ts";
  process.exitCode = await runScript("node_modules/tsx/dist/cli.mjs", [script], { DATABASE_URL: url });
}
