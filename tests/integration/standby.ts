import { execFile, spawnSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { postgresTool } from "@chorus/backup/postgres-tools";
import { provisionBackupRole } from "@chorus/database/migrate";
import { waitFor } from "@chorus/kernel/wait";
import { postgresAccount } from "@chorus/servers/postgres/account";
import { dataFolderIn, type PostgresServer, startPostgres } from "@chorus/servers/postgres/start-postgres";
import { openAsOwner } from "@chorus/testing/owner-connection";

const run = promisify(execFile);
const NAME = "standby";

/** A standby that streams from `primary`, which acknowledges no commit from now on before the standby has it on its disk. */
export async function startSynchronousStandby(folder: string, primary: PostgresServer): Promise<PostgresServer> {
  const dataFolder = await dataFolderIn(folder);
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  const source = new URL(await provisionBackupRole(primary.adminUrl, "standby-of-tests"));
  source.searchParams.set("application_name", NAME);
  await run(await postgresTool("pg_basebackup"), [
    ...["--dbname", source.toString(), "--pgdata", dataFolder, "--write-recovery-conf", "--wal-method", "stream"],
    ...["--checkpoint", "fast", "--no-password"],
  ]);
  const account = postgresAccount();
  if (account) spawnSync("chown", ["-R", `${account.uid}:${account.gid}`, dataFolder]);
  const standby = await startPostgres({ folder, mode: "dev", logFile: path.join(folder, "postgres.log") });
  const owner = openAsOwner(primary.adminUrl);
  try {
    await owner.statement("", `alter system set synchronous_standby_names = '${NAME}'`, []);
    await owner.statement("", "select pg_reload_conf()", []);
    const isSynchronous = await waitFor(
      async () => {
        const text = "select 1 from pg_stat_replication where application_name = $1 and sync_state = 'sync'";
        return (await owner.statement("", text, [NAME])).length > 0;
      },
      { timeoutMs: 10_000 },
    );
    if (!isSynchronous) throw new Error("the standby does not follow");
    return standby;
  } finally {
    await owner.close();
  }
}

/** Makes it the primary, as Patroni or an operator does. */
export async function promote(standby: PostgresServer): Promise<void> {
  const owner = openAsOwner(standby.adminUrl);
  try {
    // What it was given with the copy: it has no standby of its own.
    await owner.statement("", "select pg_promote(true, 30)", []);
  } finally {
    await owner.close();
  }
}
