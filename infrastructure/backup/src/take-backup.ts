import { execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Readable, Writable } from "node:stream";
import { once } from "node:events";
import { promisify } from "node:util";
import type { BackupKeys } from "./keys.ts";
import { postgresTool } from "./postgres-tools.ts";
import type { BackupRecord, Repository } from "./repository.ts";
import { seal, unseal } from "./sealed-file.ts";
import { type PlatformSecrets, storeSecrets } from "./secrets.ts";
import { openSingleConnection } from "./single-connection.ts";
import { firstSegmentIn, watchLabel } from "./watch-label.ts";

const run = promisify(execFile);

export interface BackupTask {
  /** As the role `chorus_backup`. */
  databaseUrl: string;
  repository: Repository;
  keys: BackupKeys;
  /** Kept with it, apart from the data. */
  secrets?: PlatformSecrets;
}

/**
 * A base backup, which `pg_basebackup` writes straight into the encrypted file: nothing of it lies in the clear, unless it is verified.
 * With the private key at hand it is read again, and every file of it compared with the checksums of the server's manifest.
 * @throws Error of the program that failed; nothing that is incomplete is left
 */
export async function takeBackup({ databaseUrl, repository, keys, secrets = {} }: BackupTask): Promise<BackupRecord> {
  const startedAt = new Date();
  const id = startedAt.toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const { postgres, lastMigration } = await readVersions(databaseUrl);
  const file = repository.baseFile(id);
  try {
    const child = spawn(
      await postgresTool("pg_basebackup"),
      // The log that the copy needs is in it, so that it is whole without the archive.
      [
        ...["--dbname", databaseUrl, "--pgdata", "-", "--format", "tar", "--wal-method", "fetch"],
        ...["--checkpoint", "fast", "--manifest-checksums", "SHA256", "--label", `chorus ${id}`, "--no-password"],
      ],
      { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, PGAPPNAME: "chorus-backup" } },
    );
    const ended = once(child, "exit") as Promise<[number | null]>;
    let complaints = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (complaints += text));
    const watched = watchLabel(child.stdout);
    await seal(watched.stream, file, keys.recipient);
    const [code] = await ended;
    if (code !== 0) throw new Error(`pg_basebackup: ${complaints.trim()}`);
    const firstSegment = watched.firstSegment();
    if (keys.identity !== null) await verifyBackup(file, keys.identity);
    // Before it counts: without them a restored database is of little use.
    await storeSecrets(secrets, repository.secretsFile(id), keys.recipient);
    const finishedAt = new Date().toISOString();
    const record: BackupRecord = {
      ...{ id, startedAt: startedAt.toISOString(), finishedAt, postgres, lastMigration, firstSegment },
      verifiedAt: keys.identity === null ? null : finishedAt,
      sealedBytes: (await stat(file)).size,
    };
    await repository.record(record);
    return record;
  } catch (error) {
    // Whatever becomes of this: what is told is why there is no backup.
    await Promise.allSettled([
      rm(path.dirname(file), { recursive: true, force: true }),
      rm(repository.secretsFile(id), { force: true }),
    ]);
    throw error;
  }
}

/** Reads a base backup again as a restore does. */
async function verifyBackup(file: string, identity: string): Promise<void> {
  const scratch = await mkdtemp(path.join(tmpdir(), "chorus-verify-"));
  try {
    await unpack(file, identity, scratch);
    await run(await postgresTool("pg_verifybackup"), ["--no-parse-wal", "--quiet", scratch]);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Unpacks a sealed base backup into a folder. @throws Error for a file that was changed, or for another key */
export async function unpack(file: string, identity: string, folder: string): Promise<void> {
  const child = spawn("tar", ["-x", "-C", folder], { stdio: ["pipe", "ignore", "pipe"] });
  const ended = once(child, "exit") as Promise<[number | null]>;
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaints += text));
  await feed(await unseal(file, identity), child.stdin);
  const [code] = await ended;
  if (code !== 0) throw new Error(`tar: ${complaints.trim()}`);
}

/** To the end of the source, also when `tar` has seen the end of the archive before: only at its end a sealed file is known to be whole. */
async function feed(source: Readable, target: Writable): Promise<void> {
  const closed = new Promise<void>((resolve) => target.once("close", resolve));
  target.on("error", () => undefined);
  for await (const chunk of source) {
    if (!target.destroyed && !target.write(chunk))
      await Promise.race([new Promise((resolve) => target.once("drain", resolve)), closed]);
  }
  target.end();
}

export async function firstSegmentOf(dataFolder: string): Promise<string> {
  return firstSegmentIn(await readFile(path.join(dataFolder, "backup_label"), "utf8"));
}

async function readVersions(databaseUrl: string): Promise<Pick<BackupRecord, "postgres" | "lastMigration">> {
  const database = openSingleConnection(databaseUrl, "chorus-backup");
  try {
    const [row] = await database.statement<{ postgres: string; last: string }>(
      "",
      "select current_setting('server_version') as postgres, max(name) as last from kysely_migration",
      [],
    );
    return { postgres: row?.postgres ?? "", lastMigration: row?.last ?? "" };
  } finally {
    await database.close();
  }
}
