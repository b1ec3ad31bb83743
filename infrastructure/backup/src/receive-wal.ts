import { type ChildProcess, spawn } from "node:child_process";
import { endChild } from "@chorus/servers/processes";
import type { Database } from "@chorus/database/database";
import { postgresTool } from "./postgres-tools.ts";
import type { Repository } from "./repository.ts";
import { openSingleConnection } from "./single-connection.ts";
import { openWalSpool } from "./wal-spool.ts";

/** As it appears in `synchronous_standby_names`, for those who want no commit acknowledged before it is here. */
const NAME = "chorus_backup";
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
  /** Before its place in the log is made: what is written until then is in no base backup that the log from there on belongs to. */
  beforeNewSlot?: () => Promise<void>;
}

/**
 * Receives the write-ahead log as Postgres writes it, over a replication slot, so that nothing is missing after an interruption.
 * It reconnects by itself.
 */
export async function receiveWal(options: WalReceiverOptions): Promise<WalReceiver> {
  const { databaseUrl, repository, recipient } = options;
  const spool = await openWalSpool({ repository, recipient, folder: options.spool });
  const database = openSingleConnection(databaseUrl, "chorus-backup-receiver");
  try {
    if (!(await hasSlot(database))) {
      await options.beforeNewSlot?.();
      // Postgres may no longer have what follows on it. Before the slot, so that whoever is ended in between begins here again.
      await spool.empty();
      await makeSlot(database);
    }
  } catch (error) {
    await database.close();
    throw error;
  }
  const connection = new URL(databaseUrl);
  connection.searchParams.set("application_name", NAME);
  const program = await postgresTool("pg_receivewal");
  const child: ChildProcess = spawn(
    program,
    ["--dbname", connection.toString(), "--directory", spool.folder, "--slot", NAME, "--synchronous", "--no-password"],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  let complaints = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (complaints = (complaints + text).slice(-2_000)));
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));

  return {
    store: spool.store,
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
      await spool.store();
    },
  };
}

async function hasSlot(database: Database): Promise<boolean> {
  const rows = await database.statement("", "select from pg_replication_slots where slot_name = $1", [NAME]);
  return rows.length > 0;
}

/** Made here and not by pg_receivewal, so that the log is kept from now on, before any backup begins. */
async function makeSlot(database: Database): Promise<void> {
  await database.statement("", "select pg_create_physical_replication_slot($1, true)", [NAME]);
}
