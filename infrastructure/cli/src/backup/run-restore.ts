import { rename } from "node:fs/promises";
import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { type BackupConfig, readBackupConfig } from "@chorus/backup/config";
import { readKeys, requireIdentity } from "@chorus/backup/keys";
import { openRepository } from "@chorus/backup/repository";
import { replayErasures } from "@chorus/backup/replay-erasures";
import { chooseBackup, restoreFiles } from "@chorus/backup/restore";
import { restoreSecrets } from "@chorus/backup/secrets";
import { startRestored } from "@chorus/backup/start-restored";
import { databaseUrlFor } from "@chorus/database/rights";
import { stateFolder } from "@chorus/servers/paths";
import { dataFolderIn } from "@chorus/servers/postgres/start-postgres";
import { prepareDatabase } from "@chorus/servers/prepare-database";
import { runScript } from "@chorus/servers/run-script";
import { UserError } from "@chorus/servers/user-error";
import { readRunningStack } from "../stack/stack-file.ts";

const REPLAY_WITHIN_MS = 6 * 3_600_000;

/**
 * `make restore`: the database of the backups, up to `--to` a time or to the end, with the erasures that were made since. In place of
 * the local stack's, which is kept beside it, or in `--folder`, from where it is brought to its server.
 */
export async function runRestore(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { to: { type: "string" }, folder: { type: "string" }, secrets: { type: "string" } },
  });
  const target = values.to === undefined ? null : new Date(values.to);
  if (target && Number.isNaN(target.getTime()))
    throw new UserError(`${values.to} is no time such as 2026-11-30T10:15:00Z.`);
  const running = await readRunningStack();
  if (running && values.folder === undefined)
    throw new UserError(`make dev is running (process ${running.pid}): stop it first.`);
  await restore(readBackupConfig(), {
    ...{ target, secretsFile: values.secrets },
    folder: values.folder === undefined ? stateFolder : path.resolve(values.folder),
    replaces: values.folder === undefined,
  });
}

export interface RestoreChoices {
  /** In which the data folder is made, with a log of its own. */
  folder: string;
  /** Until then; null: to the end. */
  target: Date | null;
  /** Whether a database that is there is put aside; else it is refused. */
  replaces: boolean;
  /** Where the secrets of the backup are written. */
  secretsFile?: string | undefined;
}

/** What can be refused is refused before the database that is there is touched. */
export async function restore(config: BackupConfig, choices: RestoreChoices): Promise<void> {
  const { folder, target, replaces, secretsFile } = choices;
  if (secretsFile !== undefined && existsSync(secretsFile))
    throw new UserError(`${secretsFile} is there already: name another file for the secrets.`);
  const repository = openRepository(config.folder);
  const identity = requireIdentity(await readKeys(config), config.keyFile);
  const chosen = await chooseBackup({ repository, identity, target });
  const dataFolder = await dataFolderIn(folder);
  if (replaces && existsSync(dataFolder)) {
    const aside = `${dataFolder}.before-${new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "")}`;
    await rename(dataFolder, aside);
    console.log(`the database that was here: ${aside}`);
  }

  const startedAt = performance.now();
  const backup = await restoreFiles({ repository, identity, dataFolder, target, backup: chosen });
  console.log(`base backup ${backup.id} and the log since`);
  const logFile = path.join(folder, "logs/restore.log");
  const server = await startRestored({ folder, logFile, target, timeoutMs: REPLAY_WITHIN_MS });
  try {
    const { databaseUrl } = await prepareDatabase(server.adminUrl);
    console.log(await replayErasures(databaseUrlFor("chat-service", databaseUrl), repository.erasureFolder));
  } finally {
    await server.stop();
  }
  if (secretsFile !== undefined) await restoreSecrets(repository, backup.id, identity, secretsFile);
  console.log(
    `restored in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s: ${dataFolder}\nNext: start it, \`make doctor\`, \`make reindex\`, \`make backup\`.`,
  );
}

/** `make restore-drill`: loses a database of its own on purpose, and gets it back. */
export async function runRestoreDrill(): Promise<void> {
  process.exitCode = await runScript("tests/restore-drill/main.ts", []);
}
