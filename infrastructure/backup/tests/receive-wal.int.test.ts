import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { provisionBackupRole } from "@chorus/database/migrate";
import { type PostgresServer, removePostgresLeftover, startPostgres } from "@chorus/servers/postgres/start-postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { follow } from "../src/follow.ts";
import { ensureKey, readKeys } from "../src/keys.ts";
import type { BackupMetric } from "../src/metrics.ts";
import { receiveWal } from "../src/receive-wal.ts";
import { openRepository } from "../src/repository.ts";

const RECEIVED = "chorus_backup_wal_received_timestamp_seconds";
const STORED = "chorus_backup_wal_stored_timestamp_seconds";

let folder: string;
let server: PostgresServer;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), `chorus-wal-${process.pid}-`));
  server = await startPostgres({ folder, mode: "dev", logFile: path.join(folder, "postgres.log") });
}, 60_000);
afterAll(async () => {
  await server.stop();
  await removePostgresLeftover(folder);
  await rm(folder, { recursive: true, force: true });
});

test("the log is said to come while it does, and to be stored also when Postgres is away", async () => {
  const repository = openRepository(path.join(folder, "backups"));
  const key = { recipient: "", keyFile: path.join(folder, "key.txt") };
  await ensureKey(key);
  const receiver = await receiveWal({
    ...{ databaseUrl: await provisionBackupRole(server.adminUrl, "backup-role-of-a-test"), repository },
    ...{ recipient: (await readKeys(key)).recipient, spool: path.join(folder, "spool") },
  });
  expect(receiver.isNew).toBe(true);
  const stopping = new AbortController();
  const logged: string[] = [];
  let asked = 0;
  let last: Partial<Record<BackupMetric, number>> = {};
  const following = follow({
    receiver,
    erasures: { collect: () => Promise.resolve(0), close: () => Promise.resolve() },
    // It fails each time, and the rest goes on.
    takeBackupIfDue: () => Promise.reject(new Error(`no ${(asked += 1)}`)),
    ...{ askEveryMs: 50, storeEveryMs: 50, collectEveryMs: 60_000 },
    writeMetrics: (values) => {
      last = values;
      return Promise.resolve();
    },
    log: (text) => void logged.push(text),
    signal: stopping.signal,
  });
  const said = () => Object.keys(last).toSorted();
  try {
    await expect.poll(said, { timeout: 10_000 }).toEqual([RECEIVED, STORED]);
    await expect
      .poll(() => repository.walNames(), { timeout: 10_000 })
      .toContainEqual(expect.stringMatching(/^[0-9A-F]{24}(\.partial)?$/));
    await server.stop();
    await expect.poll(said, { timeout: 10_000 }).toEqual([STORED]);
    expect(logged).toContain("no base backup: Error: no 2");
  } finally {
    stopping.abort();
    await following;
  }
});

test("whoever is stopped while the log is stored stores it once more, one after the other", async () => {
  const repository = openRepository(path.join(folder, "stopped"));
  const key = { recipient: "", keyFile: path.join(folder, "stopped.txt") };
  await ensureKey(key);
  await server.stop();
  server = await startPostgres({ folder, mode: "dev", logFile: path.join(folder, "postgres.log") });
  const receiver = await receiveWal({
    ...{ databaseUrl: await provisionBackupRole(server.adminUrl, "backup-role-of-a-test"), repository },
    ...{ recipient: (await readKeys(key)).recipient, spool: path.join(folder, "spool-of-stopped") },
  });
  await expect.poll(() => receiver.isReceiving(), { timeout: 10_000 }).toBe(true);
  await Promise.all([receiver.store(), receiver.store(), receiver.store(), receiver.stop()]);
  expect(await repository.walNames()).toContainEqual(expect.stringMatching(/^[0-9A-F]{24}(\.partial)?$/));
});
