import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { provisionBackupRole } from "@chorus/database/migrate";
import { prepareDatabase } from "@chorus/servers/prepare-database";
import { type PostgresServer, removePostgresLeftover, startPostgres } from "@chorus/servers/postgres/start-postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureKey, readKeys } from "../src/keys.ts";
import { openRepository } from "../src/repository.ts";
import { seal } from "../src/sealed-file.ts";
import { openSingleConnection } from "../src/single-connection.ts";
import { firstSegmentOf, takeBackup, unpack } from "../src/take-backup.ts";

let folder: string;
let server: PostgresServer;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), `chorus-backup-${process.pid}-`));
  server = await startPostgres({ folder, mode: "dev", logFile: path.join(folder, "postgres.log") });
  await prepareDatabase(server.adminUrl);
}, 120_000);
afterAll(async () => {
  await server.stop();
  await removePostgresLeftover(folder);
  await rm(folder, { recursive: true, force: true });
});

test(
  "with the public key alone, the log of before the oldest kept backup goes all the same",
  { timeout: 60_000 },
  async () => {
    const key = { recipient: "", keyFile: path.join(folder, "key.txt") };
    await ensureKey(key);
    const { recipient, identity } = await readKeys(key);
    const repository = openRepository(path.join(folder, "backups"));
    const databaseUrl = await provisionBackupRole(server.adminUrl, "backup-role-of-a-test");
    const database = openSingleConnection(server.adminUrl, "test");
    const firsts: string[] = [];
    const startedAt = Date.now();
    for (let count = 0; count < 3; count += 1) {
      const backup = await takeBackup({ databaseUrl, repository, keys: { recipient, identity: null } });
      const unpacked = path.join(folder, `unpacked-${count}`);
      await mkdir(unpacked);
      await unpack(repository.baseFile(backup.id), identity ?? "", unpacked);
      expect(backup).toMatchObject({ verifiedAt: null, firstSegment: await firstSegmentOf(unpacked) });
      firsts.push(backup.firstSegment ?? "");
      await seal(Readable.from(["x"]), repository.walFile(firsts.at(-1) ?? ""), recipient);
      await database.statement("", "select pg_switch_wal()", []);
      // A backup's name is its second.
      await expect.poll(() => Math.floor(Date.now() / 1_000)).toBeGreaterThan(Math.floor(startedAt / 1_000) + count);
    }
    await database.close();
    expect(new Set(firsts).size).toBe(3);
    expect(await repository.keep(2)).toHaveLength(1);
    expect(await repository.walNames()).toEqual(firsts.slice(1));
  },
);
