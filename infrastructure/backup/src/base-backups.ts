import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import type { BackupConfig } from "./config.ts";
import type { BackupKeys } from "./keys.ts";
import { nowSeconds, writeMetrics } from "./metrics.ts";
import type { BackupRecord, Repository } from "./repository.ts";
import { syncFolder } from "./sealed-file.ts";
import { readSecrets } from "./secrets.ts";
import { takeBackup } from "./take-backup.ts";

const DAY_MS = 24 * 3_600_000;

export interface BaseBackupOptions {
  config: Pick<BackupConfig, "databaseUrl" | "secretsFile" | "secrets" | "keep" | "metricsFile">;
  repository: Repository;
  keys: BackupKeys;
  print: (text: string) => void;
}

export interface BaseBackups {
  /** Takes one now, with the platform's secrets, and removes the oldest. */
  take(): Promise<void>;
  /** Takes one when the newest is a day old, or one is marked as due: whoever is started again and again takes no more than that. */
  takeIfDue(): Promise<void>;
  /** One is due, whatever the age of the newest, until one has succeeded, also after a new start. */
  markDue(): Promise<void>;
}

export function openBaseBackups({ config, repository, keys, print }: BaseBackupOptions): BaseBackups {
  const keep = async () => {
    const removed = await repository.keep(config.keep);
    if (removed.length > 0) print(`removed: ${removed.join(", ")}`);
  };

  async function take(): Promise<void> {
    const startedAt = performance.now();
    // A log that begins anew while this one is copied needs the next one.
    const wasMarked = existsSync(repository.dueFile);
    // First, so that a disk that is full has room again when less is to be kept.
    await keep();
    const secrets = await readSecrets(config);
    const backup = await takeBackup({ databaseUrl: config.databaseUrl, repository, keys, secrets });
    if (wasMarked) await rm(repository.dueFile, { force: true });
    const seconds = (performance.now() - startedAt) / 1_000;
    await writeMetrics(config.metricsFile, {
      chorus_backup_finished_timestamp_seconds: nowSeconds(),
      ...(backup.verifiedAt === null ? {} : { chorus_backup_verified_timestamp_seconds: nowSeconds() }),
      chorus_backup_bytes: backup.sealedBytes,
      chorus_backup_duration_seconds: seconds,
    });
    for (const line of describe(backup, seconds, Object.keys(secrets))) print(line);
    await keep();
  }

  return {
    take,
    async takeIfDue() {
      const newest = (await repository.backups()).at(-1);
      const isYoung = newest !== undefined && Date.now() - Date.parse(newest.startedAt) < DAY_MS;
      if (!isYoung || existsSync(repository.dueFile)) await take();
    },
    async markDue() {
      await mkdir(repository.folder, { recursive: true });
      await writeFile(repository.dueFile, "", { flush: true });
      await syncFolder(repository.folder);
    },
  };
}

function describe(
  { id, sealedBytes, verifiedAt }: BackupRecord,
  seconds: number,
  secrets: readonly string[],
): string[] {
  const verified = verifiedAt === null ? "not verified: the private key is not here" : "read again and verified";
  return [
    `${id}: ${(sealedBytes / 1e6).toFixed(1)} MB in ${seconds.toFixed(1)} s, ${verified}`,
    secrets.length > 0
      ? `secrets, apart: ${secrets.join(", ")}`
      : "no secrets: none are set here (BACKUP_SECRETS_FILE)",
  ];
}
