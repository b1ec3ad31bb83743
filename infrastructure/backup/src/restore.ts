import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, existsSync } from "node:fs";
import { appendFile, chmod, mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { postgresAccount } from "@chorus/servers/postgres/account";
import { messageOf, UserError } from "@chorus/servers/user-error";
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
  /** That `chooseBackup` gave; chosen when absent. */
  backup?: BackupRecord;
}

/** The folder beside the data in which the log waits for the server. */
const archiveOf = (dataFolder: string) => `${dataFolder}.archive`;

/**
 * The newest backup before `target`, which this key opens: what is asked before anything is moved away for a restore.
 * @throws UserError when there is none, or the key is another one's
 */
export async function chooseBackup({
  repository,
  identity,
  target,
}: Pick<RestoreTask, "repository" | "identity" | "target">): Promise<BackupRecord> {
  const backup = (await repository.backups()).findLast(({ finishedAt }) => !target || new Date(finishedAt) <= target);
  if (!backup) throw new UserError(await whyNone(repository, target));
  try {
    // Its first bytes are enough: a file for another key, or one that is no backup, is refused at its head.
    const content = await unseal(repository.baseFile(backup.id), identity);
    await once(content, "readable");
    content.destroy();
  } catch (error) {
    throw new UserError(
      `The backup ${backup.id} cannot be read with this key (${messageOf(error)}): name its own in BACKUP_KEY_FILE.`,
    );
  }
  return backup;
}

/**
 * Makes a data folder from a backup, with the log that a server replays when it starts there, and then takes new writes.
 * @throws UserError when there is no such backup, or the folder is in use
 */
export async function restoreFiles(task: RestoreTask): Promise<BackupRecord> {
  const { repository, identity, dataFolder, target, backup = await chooseBackup(task) } = task;
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
