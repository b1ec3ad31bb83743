import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { readBackupConfig } from "@chorus/backup/config";
import { ensureKey, readKeys } from "@chorus/backup/keys";
import { openRepository } from "@chorus/backup/repository";
import { seal } from "@chorus/backup/sealed-file";
import { dataFolderIn } from "@chorus/servers/postgres/start-postgres";
import { afterEach, beforeEach, expect, test } from "vitest";
import { restore } from "../src/backup/run-restore.ts";

let folder: string;
let dataFolder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "chorus-restore-"));
  dataFolder = await dataFolderIn(folder);
  await mkdir(dataFolder, { recursive: true });
  await writeFile(path.join(dataFolder, "PG_VERSION"), "18\n");
  await ensureKey({ recipient: "", keyFile: path.join(folder, "key.txt") });
});
afterEach(async () => {
  // Beside the folder where the server's account cannot enter this one.
  await rm(path.dirname(dataFolder), { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
});

const config = () =>
  readBackupConfig({ BACKUP_FOLDER: path.join(folder, "backups"), BACKUP_KEY_FILE: path.join(folder, "key.txt") });
const choices = () => ({ folder, target: null, replaces: true });

async function storeBackup(at: string): Promise<void> {
  const repository = openRepository(path.join(folder, "backups"));
  const another = { recipient: "", keyFile: path.join(folder, "another.txt") };
  await ensureKey(another);
  const record = { id: at.replaceAll(/[-:]|\.\d+/g, ""), startedAt: at, finishedAt: at, verifiedAt: null };
  await seal(Readable.from(["x"]), repository.baseFile(record.id), (await readKeys(another)).recipient);
  await repository.record({ ...record, sealedBytes: 1, firstSegment: null, postgres: "18.4", lastMigration: "" });
}

/** The database of before is where it was, and nothing lies beside it. */
async function expectUntouched(): Promise<void> {
  expect(await readdir(dataFolder)).toEqual(["PG_VERSION"]);
  const beside = await readdir(path.dirname(dataFolder));
  expect(beside.filter((name) => name.startsWith(path.basename(dataFolder)))).toEqual([path.basename(dataFolder)]);
}

test("without a backup the database that is there stays where it is", async () => {
  await expect(restore(config(), choices())).rejects.toThrow("There is no backup in");
  await expectUntouched();
});

test("so it does when every backup is younger than the time, or of another key", async () => {
  await storeBackup("2026-11-30T10:00:00.000Z");
  const early = { ...choices(), target: new Date("2026-11-29T10:00:00Z") };
  await expect(restore(config(), early)).rejects.toThrow("the oldest was finished at 2026-11-30T10:00:00.000Z");
  await expect(restore(config(), choices())).rejects.toThrow(/20261130T100000Z cannot be read with this key/);
  await expectUntouched();
});

test("so it does when the secrets would overwrite a file", async () => {
  const secretsFile = path.join(folder, "key.txt");
  await expect(restore(config(), { ...choices(), secretsFile })).rejects.toThrow("is there already");
  await expectUntouched();
});
