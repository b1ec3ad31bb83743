import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { SEALED } from "./sealed-file.ts";

/**
 * A folder of backups:
 * - `base/<id>/base.tar.zst.age` and `backup.json`, which is written last
 * - `wal/<segment>.zst.age`, and `.partial` of the one being written
 * - `secrets/<id>.zst.age`
 * - `erasures/<day>.jsonl`: ids and times only
 * - `backup-due`, while a base backup is due whatever the age of the newest
 */
export interface Repository {
  readonly folder: string;
  readonly walFolder: string;
  readonly erasureFolder: string;
  readonly dueFile: string;
  baseFile(id: string): string;
  secretsFile(id: string): string;
  walFile(name: string): string;
  /** Complete ones, the oldest first. */
  backups(): Promise<BackupRecord[]>;
  record(backup: BackupRecord): Promise<void>;
  /** Names of stored segments and histories, without suffix; `.partial` stays. */
  walNames(): Promise<string[]>;
  /** Removes all but the newest `count` backups, and the segments that none of these needs. @returns ids of what was removed */
  keep(count: number): Promise<string[]>;
}

const BackupRecord = z.object({
  /** When it began: 20261130T101500Z. */
  id: z.string(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  /** Null when the private key was not there to read it again. */
  verifiedAt: z.iso.datetime().nullable(),
  sealedBytes: z.number(),
  /** The first segment that a restore needs; null in old records of backups that were not read again. */
  firstSegment: z.string().nullable(),
  postgres: z.string(),
  lastMigration: z.string(),
});
export type BackupRecord = z.infer<typeof BackupRecord>;

export function openRepository(folder: string): Repository {
  const [bases, walFolder, secrets] = ["base", "wal", "secrets"].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  const list = (of: string) => readdir(of).catch(() => []);
  const backups = async () => {
    const found: BackupRecord[] = [];
    for (const id of (await list(bases)).toSorted()) {
      const text = await readFile(path.join(bases, id, "backup.json"), "utf8").catch(() => null);
      if (text !== null) found.push(BackupRecord.parse(JSON.parse(text)));
    }
    return found;
  };
  const secretsFile = (id: string) => path.join(secrets, `${id}${SEALED}`);
  const walNames = async () =>
    (await list(walFolder))
      .filter((name) => name.endsWith(SEALED))
      .map((name) => name.slice(0, -SEALED.length))
      .toSorted();
  const walFile = (name: string) => path.join(walFolder, `${name}${SEALED}`);
  return {
    folder,
    walFolder,
    erasureFolder: path.join(folder, "erasures"),
    dueFile: path.join(folder, "backup-due"),
    baseFile: (id) => path.join(bases, id, `base.tar${SEALED}`),
    ...{ secretsFile, walFile, backups, walNames },
    record: (backup) =>
      writeFile(path.join(bases, backup.id, "backup.json"), `${JSON.stringify(backup, null, 2)}\n`, { flush: true }),
    async keep(count) {
      const all = await backups();
      const [old, kept] = [all.slice(0, -count), all.slice(-count)];
      for (const { id } of old) {
        await rm(path.join(bases, id), { recursive: true, force: true });
        await rm(secretsFile(id), { force: true });
      }
      const first = firstNeeded(kept);
      if (first !== null) {
        for (const name of await walNames())
          if (!name.endsWith(".history") && isOlder(name, first)) await rm(walFile(name), { force: true });
      }
      return old.map(({ id }) => id);
    },
  };
}

/** Not always that of the oldest: after a restore to an earlier time, a newer backup may begin before it. @returns null while one does not say */
function firstNeeded(backups: readonly BackupRecord[]): string | null {
  const firsts = backups.map(({ firstSegment }) => firstSegment);
  return firsts.reduce(
    (first, own) => (first === null || own === null ? null : isOlder(own, first) ? own : first),
    firsts[0] ?? null,
  );
}

/** By position: the first eight digits are the timeline. */
export function isOlder(segment: string, than: string): boolean {
  return segment.slice(8, 24) < than.slice(8, 24);
}
