import { spawnSync } from "node:child_process";
import { createWriteStream, existsSync } from "node:fs";
import { appendFile, chmod, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { openDatabase } from "@chorus/database/database";
import { waitFor } from "@chorus/kernel/wait";
import { postgresAccount } from "@chorus/servers/postgres/account";
import type { PostgresServer } from "@chorus/servers/postgres/start-postgres";
import { UserError } from "@chorus/servers/user-error";
import { type BackupRecord, isOlder, type Repository } from "./repository.ts";
import { unseal } from "./sealed-file.ts";
import { firstSegmentOf, unpack } from "./take-backup.ts";

export interface RestoreTask {
  repository: Repository;
  identity: string;
  /** Becomes Postgres' data folder; has to be absent or empty. */
  dataFolder: string;
  /** Until then, or to the end of the archive. */
  target: Date | null;
}

/** The folder beside the data in which the log waits for the server. */
const archiveOf = (dataFolder: string) => `${dataFolder}.archive`;

/**
 * Makes a data folder from the newest backup before `target`, with the log that a server replays when it starts there, and then
 * takes new writes. @throws UserError when there is no such backup, or the folder is in use
 */
export async function restoreFiles({ repository, identity, dataFolder, target }: RestoreTask): Promise<BackupRecord> {
  const backup = (await repository.backups()).findLast(({ finishedAt }) => !target || new Date(finishedAt) <= target);
  if (!backup) throw new UserError(await whyNone(repository, target));
  if (existsSync(dataFolder) && (await readdir(dataFolder)).length > 0)
    throw new UserError(`${dataFolder} is not empty: name another folder, or move it away first.`);
  await mkdir(dataFolder, { recursive: true });
  await chmod(dataFolder, 0o700);
  await unpack(repository.baseFile(backup.id), identity, dataFolder);
  const archive = archiveOf(dataFolder);
  await mkdir(archive, { recursive: true });
  const first = await firstSegmentOf(dataFolder);
  for (const name of await repository.walNames()) {
    const segment = name.replace(/\.partial$/, "");
    if (!name.endsWith(".history") && isOlder(segment, first)) continue;
    // An unfinished segment counts until the whole one is there.
    if (name.endsWith(".partial") && existsSync(path.join(archive, segment))) continue;
    await pipeline(await unseal(repository.walFile(name), identity), createWriteStream(path.join(archive, segment)));
  }
  await appendFile(path.join(dataFolder, "postgresql.auto.conf"), recoverySettings(archive, target));
  await writeFile(path.join(dataFolder, "recovery.signal"), "");
  giveAway([dataFolder, archive]);
  return backup;
}

function recoverySettings(archive: string, target: Date | null): string {
  const settings = {
    restore_command: `cp "${archive}/%f" "%p"`,
    ...(target ? { recovery_target_time: target.toISOString().replace("T", " ").replace("Z", "+00") } : {}),
    recovery_target_action: "promote",
    // What the database was told about its old surroundings.
    primary_conninfo: "",
    synchronous_standby_names: "",
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'`);
  return `\n# Written by the restore\n${lines.join("\n")}\n`;
}

async function whyNone(repository: Repository, target: Date | null): Promise<string> {
  const [oldest] = await repository.backups();
  if (!oldest) return `There is no backup in ${repository.folder}: \`make backup\` takes one.`;
  return `There is no backup from before ${target?.toISOString()}: the oldest was finished at ${oldest.finishedAt}.`;
}

/** To the account that runs Postgres, when that is another one. */
function giveAway(folders: readonly string[]): void {
  const account = postgresAccount();
  if (account) spawnSync("chown", ["-R", `${account.uid}:${account.gid}`, ...folders]);
}

/**
 * Waits until a server that was started on restored files has replayed their log and takes writes; it answers reads before.
 * @throws UserError when it ends instead, in words where they are known
 */
export async function untilPromoted(
  server: Pick<PostgresServer, "adminUrl" | "crashed">,
  { logFile, target, timeoutMs }: { logFile: string; target: Date | null; timeoutMs: number },
): Promise<void> {
  const errors: Error[] = [];
  const database = openDatabase({
    ...{ url: server.adminUrl, poolSize: 1, applicationName: "chorus-restore" },
    onError: (error) => errors.push(error),
  });
  const ended = server.crashed.then(() => "ended" as const);
  const isPromoted = async () => {
    const asked = database.statement<{ waits: boolean }>("", "select pg_is_in_recovery() as waits", []);
    const answer = await Promise.race([asked.catch(() => []), ended]);
    if (answer === "ended") return answer;
    return answer[0]?.waits === false && "promoted";
  };
  try {
    const state = await waitFor(isPromoted, { timeoutMs, intervalMs: 50 });
    if (state === "promoted") return;
    const text = await readFile(logFile, "utf8").catch(() => "");
    throw new UserError(explainRecovery(text, target) ?? `The restored database does not come up: see ${logFile}.`);
  } finally {
    await database.close();
  }
}

/**
 * What a server's log says of a restore that went wrong, in words; null when it is about something else.
 * Postgres ends when the archive does not reach the target, because it cannot know whether commits are missing.
 */
function explainRecovery(log: string, target: Date | null): string | null {
  if (/recovery ended before configured recovery target was reached/.test(log)) {
    const last = [...log.matchAll(/last completed transaction was at log time (.+)/g)].at(-1)?.[1];
    const where = last === undefined ? "before it" : `with a commit at ${last}`;
    return `The archive ends ${where}, earlier than ${target?.toISOString()}: choose an earlier time, or leave the time out to restore all that there is.`;
  }
  const missing = /could not locate required checkpoint record|requested WAL segment .* has already been removed/.exec(
    log,
  );
  return missing ? `The archive lacks a part of the log (${missing[0]}).` : null;
}
