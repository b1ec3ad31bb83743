import { readBackupConfig } from "@chorus/backup/config";
import { provisionBackupRole } from "@chorus/database/migrate";
import { servicePasswordFor } from "@chorus/servers/prepare-database";
import { runScript } from "@chorus/servers/run-script";
import { UserError } from "@chorus/servers/user-error";
import { readRunningStack } from "../stack/stack-file.ts";

const script = "infrastructure/backup/src/main.ts";

/** `make backup`: of the database that BACKUP_DATABASE_URL names, else of the running stack's; `follow` goes on with the log of writes. */
export async function runBackup([mode = "once"]: string[]): Promise<void> {
  // What names a database is read again by the script, also from its file.
  const isNamed = readBackupConfig().databaseUrl !== "";
  process.exitCode = await runScript(script, [mode], isNamed ? {} : { BACKUP_DATABASE_URL: await urlOfRunningStack() });
}

/** `chorus.mjs backup-age`: fails when the newest backup is too old, for what should not begin without one. */
export async function runBackupAge(args: string[]): Promise<void> {
  process.exitCode = await runScript(script, ["age", ...args]);
}

async function urlOfRunningStack(): Promise<string> {
  const stack = await readRunningStack();
  if (!stack?.adminDatabaseUrl)
    throw new UserError("Nothing runs here: start make dev, or name a database in BACKUP_DATABASE_URL.");
  return provisionBackupRole(stack.adminDatabaseUrl, servicePasswordFor(stack.adminDatabaseUrl));
}
