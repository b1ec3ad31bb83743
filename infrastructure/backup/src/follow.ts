import { setTimeout as delay } from "node:timers/promises";
import type { ErasureLog } from "./erasure-log.ts";
import { type BackupMetric, nowSeconds } from "./metrics.ts";
import type { WalReceiver } from "./receive-wal.ts";

export interface FollowOptions {
  receiver: WalReceiver;
  erasures: ErasureLog;
  /** Asked so often: takes a base backup when it is time for one. One that fails is said, and tried again later and later. */
  takeBackupIfDue: () => Promise<void>;
  askEveryMs: number;
  /** How often the log is stored: what is lost at most when the database's and this machine's disks are. */
  storeEveryMs: number;
  /** How often it is asked who was erased. */
  collectEveryMs: number;
  writeMetrics: (values: Partial<Record<BackupMetric, number>>) => Promise<void>;
  log: (text: string) => void;
  signal: AbortSignal;
}

/** Each try copies the whole database until it fails. */
const LONGEST_PAUSE_MS = 3_600_000;

/** Until a base backup is tried again, after so many that failed one after the other: twice as long each time, to an hour. */
export function pauseAfterFailures(failures: number, askEveryMs: number): number {
  return Math.min(askEveryMs * 2 ** Math.max(failures - 1, 0), LONGEST_PAUSE_MS);
}

/** Keeps a repository up to date until `signal`. @throws Error when the receiver has ended: whoever runs this starts it again */
export async function follow(options: FollowOptions): Promise<void> {
  const { receiver, erasures, writeMetrics, log, signal } = options;
  const stopped = new AbortController();
  const all = AbortSignal.any([signal, stopped.signal]);
  let failures = 0;
  const pauseMs = () => pauseAfterFailures(failures, options.askEveryMs);
  const work = [
    repeat(
      () => options.storeEveryMs,
      all,
      async () => {
        const stored = await receiver.store();
        const whole = stored.filter((name) => !name.endsWith(".partial"));
        if (whole.length > 0) log(`stored ${whole.join(", ")}`);
        const isReceiving = await receiver.isReceiving();
        await writeMetrics({
          chorus_backup_wal_stored_timestamp_seconds: nowSeconds(),
          ...(isReceiving ? { chorus_backup_wal_received_timestamp_seconds: nowSeconds() } : {}),
        });
      },
    ),
    repeat(
      () => options.collectEveryMs,
      all,
      async () => {
        // A database that is away for a while has erased nobody meanwhile.
        const count = await erasures.collect().catch((error: unknown) => {
          log(`erasures: ${String(error)}`);
          return 0;
        });
        if (count > 0) log(`${count} erasures written down`);
      },
    ),
    repeat(pauseMs, all, async () => {
      try {
        await options.takeBackupIfDue();
        failures = 0;
      } catch (error) {
        // The log goes on meanwhile, and BackupOld alerts when none succeeds.
        failures += 1;
        log(`no base backup, tried again in ${Math.ceil(pauseMs() / 60_000)} min: ${String(error)}`);
      }
    }),
    receiver.ended.then(() => {
      if (!signal.aborted) throw new Error(`pg_receivewal has ended: ${receiver.complaints}`);
    }),
  ];
  try {
    await Promise.race([Promise.all(work), new Promise((resolve) => signal.addEventListener("abort", resolve))]);
  } finally {
    stopped.abort();
    await receiver.stop();
    await Promise.allSettled(work);
  }
}

async function repeat(pauseMs: () => number, signal: AbortSignal, act: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await act();
    await delay(pauseMs(), undefined, { signal }).catch(() => undefined);
  }
}
