/**
 * `node infrastructure/backup/src/main.ts once | follow | age`: a base backup, one a day with the log of writes in between, or how old the
 * newest is. It reads BACKUP_* and ends with 1 and a line when something is wrong.
 */
import path from "node:path";
import { ConfigError } from "@chorus/kernel/config";
import { UserError } from "@chorus/servers/user-error";
import { backupAge } from "./backup-age.ts";
import { openBaseBackups } from "./base-backups.ts";
import { readBackupConfig } from "./config.ts";
import { openErasureLog } from "./erasure-log.ts";
import { follow } from "./follow.ts";
import { ensureKey, readKeys } from "./keys.ts";
import { writeMetrics } from "./metrics.ts";
import { receiveWal } from "./receive-wal.ts";
import { openRepository } from "./repository.ts";
import { serveMetrics } from "./serve-metrics.ts";

const ASK_EVERY_MS = 60_000;
const STORE_EVERY_MS = 10_000;
const COLLECT_EVERY_MS = 2_000;

const print = (text: string) => void process.stdout.write(`${text}\n`);

async function main([mode = "once", ...rest]: string[]): Promise<void> {
  const config = readBackupConfig();
  const repository = openRepository(config.folder);
  if (mode === "age") return backupAge(repository, rest[0], print);
  if (config.databaseUrl === "") throw new UserError("BACKUP_DATABASE_URL is empty: name the database to back up.");
  if (await ensureKey(config))
    print(`A key was made: ${config.keyFile}. Keep a copy of it elsewhere: without it no backup can be read.`);
  const keys = await readKeys(config);

  const backups = openBaseBackups({ config, repository, keys, print });
  const erasures = openErasureLog(config.databaseUrl, repository.erasureFolder);
  try {
    if (mode === "once") {
      await erasures.collect();
      await backups.take();
    } else if (mode === "follow") {
      await using _metrics = await serveMetrics(config);
      const receiver = await receiveWal({
        ...{ databaseUrl: config.databaseUrl, repository, recipient: keys.recipient },
        spool: path.join(config.folder, "spool"),
        beforeNewSlot: backups.markDue,
      });
      await follow({
        ...{ receiver, erasures, takeBackupIfDue: backups.takeIfDue, log: print, signal: stopSignal() },
        ...{ askEveryMs: ASK_EVERY_MS, storeEveryMs: STORE_EVERY_MS, collectEveryMs: COLLECT_EVERY_MS },
        writeMetrics: (values) => writeMetrics(config.metricsFile, values),
      });
    } else throw new UserError(`There is no ${mode}: once, follow or age.`);
  } finally {
    await erasures.close();
  }
}

function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stopping.abort());
  return stopping.signal;
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const isPlain = error instanceof UserError || error instanceof ConfigError;
  process.stderr.write(`${isPlain ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = 1;
}
