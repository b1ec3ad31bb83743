import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import path from "node:path";
import { provisionBackupRole } from "@chorus/database/migrate";
import { openTestDatabase, type OpenTestDatabase } from "@chorus/testing/test-database";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { openErasureLog, readErasures } from "../src/erasure-log.ts";
import { replayErasures } from "../src/replay-erasures.ts";

let database: OpenTestDatabase;
let folder: string;
/** As the role that takes backups. */
let url: string;
beforeAll(async () => {
  database = await openTestDatabase("chat-service");
  url = await provisionBackupRole(database.adminUrl, "backup-role-of-a-test");
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "chorus-erasures-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function addTenant(tenantId: string = randomUUID(), { owner } = database): Promise<string> {
  const insert = "insert into tenants (tenant_id, slug, name, widget_key) values ($1, $2, 'Somebody', $2)";
  await owner.statement("", insert, [tenantId, `t-${tenantId}`]);
  return tenantId;
}

const collect = async (databaseUrl = url) => {
  const log = openErasureLog(databaseUrl, folder);
  const counts = [await log.collect(), await log.collect()];
  await log.close();
  return counts;
};
const whom = async () => (await readErasures(folder)).map((erasure) => [erasure.tenantId, erasure.customerId]);
const tenantIsThere = async (tenantId: string, { owner } = database) =>
  (await owner.statement("", "select from tenants where tenant_id = $1", [tenantId])).length > 0;

test("who was erased and which tenants were deleted is written down once, also by a log that begins anew", async () => {
  const [tenantId, customerId] = [await addTenant(), randomUUID()];
  await database.owner.statement(
    "",
    "insert into customers (tenant_id, id, name, erased_at) values ($1, $2, 'Somebody', now())",
    [tenantId, customerId],
  );
  expect(await collect()).toEqual([1, 0]);
  expect(await whom()).toEqual([[tenantId, customerId]]);
  await database.owner.statement("", "select delete_tenant($1)", [tenantId]);
  expect(await collect()).toEqual([1, 0]);
  expect(await collect()).toEqual([0, 0]);
  const [, deletion] = await readErasures(folder);
  expect(deletion).toMatchObject({ tenantId, customerId: null, evidence: "deleted_tenants" });
});

test("tenants that another database does not have are not deleted ones: not in an empty one, not in one of before them", async () => {
  const tenantId = await addTenant();
  await collect();
  const before = await whom();
  await using empty = await openTestDatabase("chat-service");
  expect(await collect(await provisionBackupRole(empty.adminUrl, "backup-role-of-a-test"))).toEqual([0, 0]);
  // As after a restore to a time before it was created: it is gone, and nobody has deleted it.
  await database.owner.statement("", "delete from tenants where tenant_id = $1", [tenantId]);
  expect(await collect()).toEqual([0, 0]);
  expect(await whom()).toEqual(before);
});

test("a deletion that is still going on when the database is lost is written down", async () => {
  const tenantId = await addTenant();
  await database.owner.statement("", "insert into outbox (tenant_id, topic) values ($1, 'test')", [tenantId]);
  const line = { tenantId, customerId: null, at: new Date().toISOString(), evidence: "deleted_tenants" };
  const once = await mkdtemp(path.join(tmpdir(), "chorus-erasures-"));
  await appendFile(path.join(once, "2026-11-30.jsonl"), JSON.stringify(line));
  const deletion = await database.owner.withTenant(tenantId, async (tx) => {
    await tx.selectFrom("outbox").select("id").where("tenant_id", "=", tenantId).forUpdate().execute();
    const replayed = replayErasures(database.url, once);
    await expect
      .poll(async () => (await collect(), await whom()), { timeout: 30_000 })
      .toContainEqual([tenantId, null]);
    expect(await tenantIsThere(tenantId)).toBe(true);
    return { replayed };
  });
  expect(await deletion.replayed).toContain("1 tenants deleted again");
  await rm(once, { recursive: true });
});

test("a database of before an upgrade, which has no record of deleted tenants yet, is followed too", async () => {
  await using older = await openTestDatabase("chat-service");
  await older.owner.statement("", "drop table deleted_tenants", []);
  const [tenantId, customerId] = [await addTenant(randomUUID(), older), randomUUID()];
  await older.owner.statement(
    "",
    "insert into customers (tenant_id, id, name, erased_at) values ($1, $2, 'Somebody', now())",
    [tenantId, customerId],
  );
  expect(await collect(await provisionBackupRole(older.adminUrl, "backup-role-of-a-test"))).toEqual([1, 0]);
  expect(await whom()).toEqual([[tenantId, customerId]]);
});

test("a restore deletes again whose deletion was written down, and names those that a log of before only missed", async () => {
  await using restored = await openTestDatabase("chat-service");
  const [deleted, missed] = [await addTenant(), randomUUID()];
  await database.owner.statement("", "select delete_tenant($1)", [deleted]);
  await collect();
  const line = { tenantId: missed, customerId: null, at: new Date().toISOString() };
  await appendFile(path.join(folder, "2026-11-30.jsonl"), `${JSON.stringify(line)}\n`);
  for (const tenantId of [deleted, missed]) await addTenant(tenantId, restored);
  const said = await replayErasures(restored.url, folder);
  expect([await tenantIsThere(deleted, restored), await tenantIsThere(missed, restored)]).toEqual([false, true]);
  expect(said).toContain(`tenants deleted again: ${deleted}\n`);
  expect(said).toContain(`holds no record of their deletion: ${missed}\n`);
});

test("whoever is deleted after a log of before has missed them is written down with the evidence", async () => {
  const tenantId = await addTenant();
  const line = { tenantId, customerId: null, at: new Date().toISOString() };
  await appendFile(path.join(folder, "2026-11-30.jsonl"), `${JSON.stringify(line)}\n`);
  await database.owner.statement("", "select delete_tenant($1)", [tenantId]);
  await collect();
  const lines = (await readErasures(folder)).filter((erasure) => erasure.tenantId === tenantId);
  expect(lines.map(({ evidence }) => evidence).toSorted()).toEqual(["deleted_tenants", undefined]);
});
