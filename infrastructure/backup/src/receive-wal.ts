import { type ChildProcess, spawn } from "node:child_process";
import { createReadStream, existsSync } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { endChild } from "@chorus/servers/processes";
import type { Database } from "@chorus/database/database";
import { postgresTool } from "./postgres-tools.ts";
import type { Repository } from "./repository.ts";
import { seal } from "./sealed-file.ts";
import { openSingleConnection } from "./single-connection.ts";

/** As it appears in `synchronous_standby_names`, for those who want no commit acknowledged before it is here. */
const NAME = "chorus_backup";
const SEGMENT = /^[0-9A-F]{24}$/;
const HISTORY = /^[0-9A-F]{8}\.history$/;
const PARTIAL = /^[0-9A-F]{24}\.partial$/;
const STOP_WITHIN_MS = 10_000;
/** A segment. */
const MAX_BEHIND_BYTES = 16 * 1024 * 1024;
/** A slot stands where its receiver has everything on its disk; `pg_stat_replication` says no more to this role. */
const RECEIVING = `
  select from pg_replication_slots
  where slot_name = $1 and active and pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn) <= $2`;

export interface WalReceiver {
  /** Stores encrypted what has come since the last time, the unfinished segment too. @returns names of what was stored */
  store(): Promise<string[]>;
  /** Whether its place in the log was made now: what was written before is in no base backup that its log belongs to. */
  readonly isNew: boolean;
  /** Whether what Postgres writes now arrives here: false while it is away, or the receiver falls behind it. */
  isReceiving(): Promise<boolean>;
  /** Resolves when the program ends by itself. */
  readonly ended: Promise<void>;
  /** What the program last said, for whoever asks why it ended. */
  readonly complaints: string;
  /** Ends it and stores the rest. The slot stays: Postgres keeps what comes meanwhile. */
  stop(): Promise<void>;
}

export interface WalReceiverOptions {
  /** As the role `chorus_backup`. */
  databaseUrl: string;
  repository: Repository;
  recipient: string;
  /** A folder on the disk of this machine: what is being received lies here in the clear until it is stored. */
  spool: string;
}

/**
 * Receives the write-ahead log as Postgres writes it, over a replication slot, so that nothing is missing after an interruption.
 * It reconnects by itself.
 */
export async function receiveWal(options: WalReceiverOptions): Promise<WalReceiver> {
  const { databaseUrl, repository, recipient, spool } = options;
  await mkdir(spool, { recursive: true, mode: 0o700 });
  const database = openSingleConnection(databaseUrl, "chorus-backup-receiver");
  const isNew = await ensureSlot(database).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  const connection = new URL(databaseUrl);
  connection.searchParams.set("application_name", NAME);
  const program = await postgresTool("pg_receivewal");
  const child: ChildProcess = spawn(
    program,
    ["--dbname", connection.toString(), "--directory", spool, "--slot", NAME, "--synchronous", "--no-password"],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  let complaints = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (complaints = (complaints + text).slice(-2_000)));
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const seen = new Map<string, number>();

  let storing: Promise<unknown> = Promise.resolve();
  /** One at a time: what is asked to stop may be storing, and both would write the same files. */
  function store(): Promise<string[]> {
    const stored = storing.then(storeWhatCame);
    storing = stored.catch(() => undefined);
    return stored;
  }

  async function storeWhatCame(): Promise<string[]> {
    const stored: string[] = [];
    for (const name of (await readdir(spool)).toSorted()) {
      const file = path.join(spool, name);
      const isWhole = SEGMENT.test(name) || HISTORY.test(name);
      if (!isWhole && !PARTIAL.test(name)) continue;
      const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: 0 }));
      if (mtimeMs === 0 || (!isWhole && seen.get(name) === mtimeMs)) continue;
      try {
        await seal(createReadStream(file), repository.walFile(name), recipient);
      } catch (error) {
        // It has been completed meanwhile, and is stored as a whole the next time.
        if (!isWhole && !existsSync(file)) continue;
        throw error;
      }
      stored.push(name);
      if (isWhole) {
        await rm(repository.walFile(`${name}.partial`), { force: true });
        await rm(file);
      } else seen.set(name, mtimeMs);
    }
    return stored;
  }

  return {
    isNew,
    store,
    ended,
    get complaints() {
      return complaints.trim();
    },
    async isReceiving() {
      // Who cannot ask does not receive either.
      const rows = await database.statement("", RECEIVING, [NAME, MAX_BEHIND_BYTES]).catch(() => []);
      return rows.length > 0;
    },
    async stop() {
      await database.close();
      await endChild(child, "SIGINT", STOP_WITHIN_MS);
      await store();
    },
  };
}

/** Made here and not by pg_receivewal, so that the log is kept from now on, before any backup begins. @returns whether it was made */
async function ensureSlot(database: Database): Promise<boolean> {
  const made = await database.statement(
    "",
    `select pg_create_physical_replication_slot($1, true)
     where not exists (select from pg_replication_slots where slot_name = $1)`,
    [NAME],
  );
  return made.length > 0;
}
