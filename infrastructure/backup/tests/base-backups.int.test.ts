import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { provisionBackupRole } from "@chorus/database/migrate";
import { prepareDatabase } from "@chorus/servers/prepare-database";
import { type PostgresServer, removePostgresLeftover, startPostgres } from "@chorus/servers/postgres/start-postgres";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type BaseBackups, openBaseBackups } from "../src/base-backups.ts";
import { readBackupConfig } from "../src/config.ts";
import { type BackupKeys, ensureKey, readKeys } from "../src/keys.ts";
import { receiveWal } from "../src/receive-wal.ts";
import { openRepository, type Repository } from "../src/repository.ts";
import { addBackup } from "../src/testing/add-backup.ts";

const NOWHERE = "postgres://nobody@127.0.0.1:9/nothing";
const UNREACHABLE = "The database is not available";

let folder: string;
let server: PostgresServer;
let databaseUrl: string;
/** Without the private one: what is not read again is taken faster. */
let keys: BackupKeys;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), `chorus-base-${process.pid}-`));
  server = await startPostgres({ folder, mode: "dev", logFile: path.join(folder, "postgres.log") });
  await prepareDatabase(server.adminUrl);
  databaseUrl = await provisionBackupRole(server.adminUrl, "backup-role-of-a-test");
  const key = { recipient: "", keyFile: path.join(folder, "key.txt") };
  await ensureKey(key);
  keys = { ...(await readKeys(key)), identity: null };
}, 120_000);
afterAll(async () => {
  await server.stop();
  await removePostgresLeftover(folder);
  await rm(folder, { recursive: true, force: true });
});

let repository: Repository;
beforeEach(async () => {
  repository = openRepository(await mkdtemp(path.join(folder, "backups-")));
});

/** As after a start of its own. */
function start(variables: NodeJS.ProcessEnv = {}): BaseBackups {
  const config = readBackupConfig({
    ...{ BACKUP_DATABASE_URL: databaseUrl, BACKUP_FOLDER: repository.folder, CHORUS_SECRET: "of the platform" },
    ...variables,
  });
  return openBaseBackups({ config, repository, keys, print: () => undefined });
}

const count = async () => (await repository.backups()).length;

test("one a day is due; for a new place in the log one is until it has succeeded, whoever is started in between", async () => {
  await addBackup(repository, 23);
  await start().takeIfDue();
  expect(await count()).toBe(1);
  const receiver = await receiveWal({
    ...{ databaseUrl, repository, recipient: keys.recipient, spool: path.join(repository.folder, "spool") },
    beforeNewSlot: start().markDue,
  });
  await receiver.stop();
  await expect(start({ BACKUP_DATABASE_URL: NOWHERE }).takeIfDue()).rejects.toThrow(UNREACHABLE);
  expect(await count()).toBe(1);
  await start().takeIfDue();
  expect(await count()).toBe(2);
  expect(existsSync(repository.dueFile)).toBe(false);
  await start().takeIfDue();
  expect(await count()).toBe(2);
});

test("a backup without its secrets is none, and leaves nothing", async () => {
  await expect(start({ BACKUP_SECRETS_FILE: path.join(folder, "nowhere") }).take()).rejects.toThrow("ENOENT");
  // A place where no file can be written.
  await writeFile(path.join(repository.folder, "secrets"), "");
  await expect(start().take()).rejects.toThrow("EEXIST");
  expect(await count()).toBe(0);
  expect(await readdir(path.join(repository.folder, "base"))).toEqual([]);
  await rm(path.join(repository.folder, "secrets"));
  await start().take();
  const [backup] = await repository.backups();
  expect(existsSync(repository.secretsFile(backup?.id ?? ""))).toBe(true);
});

test("a backup that fails makes room first, for whoever lets it keep less", async () => {
  for (const hoursAgo of [72, 48, 24]) await addBackup(repository, hoursAgo);
  await expect(start({ BACKUP_DATABASE_URL: NOWHERE, BACKUP_KEEP: "1" }).takeIfDue()).rejects.toThrow(UNREACHABLE);
  expect(await count()).toBe(1);
});
