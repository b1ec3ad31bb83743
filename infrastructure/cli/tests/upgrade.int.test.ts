import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { backupAge, MAX_BACKUP_HOURS } from "@chorus/backup/backup-age";
import { openRepository, type Repository } from "@chorus/backup/repository";
import { afterEach, beforeEach, expect, test } from "vitest";
import { upgrade } from "../src/containers/upgrade.ts";
import { addBackup } from "@chorus/backup/testing/add-backup";

let folder: string;
let repository: Repository;
let done: string[];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "chorus-upgrade-"));
  repository = openRepository(folder);
  done = [];
});
afterEach(() => rm(folder, { recursive: true }));

function begin(withoutBackup = false): Promise<void> {
  const step = (name: string) => () => {
    done.push(name);
    return Promise.resolve();
  };
  const steps = { bringImages: step("images"), migrate: step("migration"), startServices: step("services") };
  const requireBackup = () => backupAge(repository, undefined, () => undefined);
  return upgrade({ requireBackup, ...steps }, { withoutBackup });
}

test("without a backup nothing is touched, and it is said how to take one or to go on", async () => {
  await expect(begin()).rejects.toThrow(/Nothing was changed: .*backup once.*WITHOUT_BACKUP=1/);
  expect(done).toEqual([]);
});

test("a backup that is older than a day and the time that one may take is none", async () => {
  await addBackup(repository, MAX_BACKUP_HOURS + 1);
  await expect(begin()).rejects.toThrow(`at most ${MAX_BACKUP_HOURS} hours old`);
  expect(done).toEqual([]);
});

test.each([
  ["with a backup of the last day", MAX_BACKUP_HOURS - 1, false],
  ["without one when told so", MAX_BACKUP_HOURS + 1, true],
])("%s images, migration and services come in turn", async (_, hoursAgo, withoutBackup) => {
  await addBackup(repository, hoursAgo);
  await begin(withoutBackup);
  expect(done).toEqual(["images", "migration", "services"]);
});
