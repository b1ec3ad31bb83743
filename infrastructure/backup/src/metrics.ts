import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { oneAtATime } from "./one-at-a-time.ts";

/** What backups and restores say to Prometheus, by node_exporter's textfile collector. */
const HELP = {
  chorus_backup_finished_timestamp_seconds: "When the last base backup was finished",
  chorus_backup_verified_timestamp_seconds: "When the last base backup was read again and compared with its checksums",
  chorus_backup_bytes: "Size of the last base backup, compressed and encrypted",
  chorus_backup_duration_seconds: "How long the last base backup took, with its verification",
  chorus_backup_wal_stored_timestamp_seconds: "When all of the write-ahead log that had come was last stored",
  chorus_backup_wal_received_timestamp_seconds: "When the write-ahead log last came as Postgres wrote it",
  chorus_restore_verified_timestamp_seconds: "When a restore was last tried and everything was found in it",
  chorus_restore_rto_seconds: "How long the last drill took from the loss to a database that answers and is checked",
  chorus_restore_rpo_seconds: "How far before the loss the last message was that the last drill found again",
} as const;
export type BackupMetric = keyof typeof HELP;
export const BACKUP_METRICS = Object.keys(HELP) as BackupMetric[];

type Metrics = Partial<Record<BackupMetric, number>>;

// Each keeps what the one before has written.
const inTurn = oneAtATime();

/** Sets some metrics and keeps the others. */
export function writeMetrics(file: string, values: Metrics): Promise<void> {
  return inTurn(() => replaceMetrics(file, values));
}

async function replaceMetrics(file: string, values: Metrics): Promise<void> {
  const text = await readFile(file, "utf8").catch(() => "");
  const before = Object.fromEntries(
    text
      .split("\n")
      .filter((line) => line.startsWith("chorus_"))
      .map((line) => line.split(" ")),
  ) as Partial<Record<BackupMetric, string>>;
  const all: Partial<Record<BackupMetric, number | string>> = { ...before, ...values };
  const lines = BACKUP_METRICS.flatMap((name) => {
    const value = all[name];
    return value === undefined ? [] : [`# HELP ${name} ${HELP[name]}`, `# TYPE ${name} gauge`, `${name} ${value}`];
  });
  await mkdir(path.dirname(file), { recursive: true });
  // A backup by hand is another process.
  const unfinished = `${file}.${randomUUID()}.unfinished`;
  try {
    await writeFile(unfinished, `${lines.join("\n")}\n`);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

export function nowSeconds(): number {
  return Math.round(Date.now() / 1_000);
}
