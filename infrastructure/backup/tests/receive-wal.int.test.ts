import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
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
import { openSingleConnection } from "../src/single-connection.ts";

const RECEIVED = "chorus_backup_wal_received_timestamp_seconds";
const STORED = "chorus_backup_wal_stored_timestamp_seconds";

const SEGMENT_BYTES = 16 * 1024 * 1024;

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
  let newSlots = 0;
  const receiver = await receiveWal({
    ...{ databaseUrl: await provisionBackupRole(server.adminUrl, "backup-role-of-a-test"), repository },
    ...{ recipient: (await readKeys(key)).recipient, spool: path.join(folder, "spool") },
    beforeNewSlot: () => {
      newSlots += 1;
      return Promise.resolve();
    },
  });
  expect(newSlots).toBe(1);
  const stopping = new AbortController();
  const logged: string[] = [];
  const askEveryMs = 50;
  const askedAt: number[] = [];
  let last: Partial<Record<BackupMetric, number>> = {};
  const following = follow({
    receiver,
    erasures: { collect: () => Promise.resolve(0), close: () => Promise.resolve() },
    // It fails each time, and the rest goes on.
    takeBackupIfDue: () => Promise.reject(new Error(`no ${askedAt.push(performance.now())}`)),
    ...{ askEveryMs, storeEveryMs: 50, collectEveryMs: 60_000 },
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
    await expect.poll(() => askedAt.length, { timeout: 10_000 }).toBeGreaterThan(3);
    expect(logged).toContain("no base backup, tried again in 1 min: Error: no 2");
    // Each pause is twice the one before; timers are a millisecond early at most.
    const pauses = askedAt.slice(1).map((at, index) => at - (askedAt[index] ?? 0));
    for (const [index, pause] of pauses.entries()) expect(pause).toBeGreaterThan(askEveryMs * 2 ** index - 2);
  } finally {
    stopping.abort();
    await following;
  }
});

test("whoever is stopped while the log is stored stores it once, one after the other", async () => {
  const repository = openRepository(path.join(folder, "stopped"));
  const key = { recipient: "", keyFile: path.join(folder, "stopped.txt") };
  await ensureKey(key);
  await server.stop();
  server = await startPostgres({ folder, mode: "dev", logFile: path.join(folder, "postgres.log") });
  const spool = path.join(folder, "spool-of-stopped");
  const receiver = await receiveWal({
    ...{ databaseUrl: await provisionBackupRole(server.adminUrl, "backup-role-of-a-test"), repository },
    ...{ recipient: (await readKeys(key)).recipient, spool },
  });
  await expect.poll(() => receiver.isReceiving(), { timeout: 10_000 }).toBe(true);
  // A whole one that nothing compresses takes longer than it takes to ask again.
  const segment = "0".repeat(24);
  await writeFile(path.join(spool, segment), randomBytes(SEGMENT_BYTES));
  const [stored] = await Promise.all([
    Promise.all([receiver.store(), receiver.store(), receiver.store()]),
    receiver.stop(),
  ]);
  expect(stored.flat().filter((name) => name === segment)).toEqual([segment]);
  expect(await repository.walNames()).toContain(segment);
});

test("a place in the log that is made anew begins where Postgres is, and not where the last one stopped", async () => {
  const repository = openRepository(path.join(folder, "anew"));
  const key = { recipient: "", keyFile: path.join(folder, "anew.txt") };
  await ensureKey(key);
  const spool = path.join(folder, "spool-of-anew");
  const options = {
    ...{ databaseUrl: await provisionBackupRole(server.adminUrl, "backup-role-of-a-test"), repository },
    ...{ recipient: (await readKeys(key)).recipient, spool },
  };
  const database = openSingleConnection(server.adminUrl, "test");
  const first = await receiveWal(options);
  await expect.poll(() => first.isReceiving(), { timeout: 10_000 }).toBe(true);
  await first.stop();
  const [left = ""] = await readdir(spool);
  expect(left).toMatch(/^[0-9A-F]{24}\.partial$/);
  // Not stored yet, as when the disk of the backups was full.
  await rm(repository.walFile(left));
  await database.statement("", "select pg_drop_replication_slot('chorus_backup')", []);
  const isThere = async () => {
    await database.statement("", "select pg_switch_wal()", []);
    await database.statement("", "checkpoint", []);
    const found = "select from pg_ls_waldir() where name = $1";
    return (await database.statement("", found, [left.slice(0, 24)])).length > 0;
  };
  await expect.poll(isThere, { timeout: 20_000 }).toBe(false);
  const second = await receiveWal(options);
  try {
    await expect.poll(() => second.isReceiving(), { timeout: 10_000 }).toBe(true);
    expect(await repository.walNames()).toContain(left);
    expect(await readdir(spool)).not.toContain(left);
  } finally {
    await second.stop();
    await database.close();
  }
});
