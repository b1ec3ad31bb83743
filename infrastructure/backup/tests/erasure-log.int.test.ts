import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { provisionBackupRole } from "@chorus/database/migrate";
import { openTestDatabase, type OpenTestDatabase } from "@chorus/testing/test-database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openErasureLog, readErasures } from "../src/erasure-log.ts";

let database: OpenTestDatabase;
let folder: string;
beforeAll(async () => {
  database = await openTestDatabase("chat-service");
  folder = await mkdtemp(path.join(tmpdir(), "chorus-erasures-"));
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

test("who was erased and which tenants were deleted is written down once, also by a log that begins anew", async () => {
  const [tenantId, customerId] = ["0193a5c2-0000-7000-8000-000000000001", "0193a5c2-0000-7000-8000-000000000002"];
  const { owner } = database;
  await owner.statement(
    "",
    "insert into tenants (tenant_id, slug, name, widget_key) values ($1, 'gone', 'Gone', 'gone')",
    [tenantId],
  );
  await owner.statement(
    "",
    "insert into customers (tenant_id, id, name, erased_at) values ($1, $2, 'Somebody', now())",
    [tenantId, customerId],
  );
  const url = await provisionBackupRole(database.adminUrl, "backup-role-of-a-test");
  const whom = async () => (await readErasures(folder)).map((erasure) => [erasure.tenantId, erasure.customerId]);

  const log = openErasureLog(url, folder);
  expect([await log.collect(), await log.collect()]).toEqual([1, 0]);
  expect(await whom()).toEqual([[tenantId, customerId]]);
  await owner.statement("", "delete from customers where tenant_id = $1", [tenantId]);
  await owner.statement("", "delete from tenants where tenant_id = $1", [tenantId]);
  expect([await log.collect(), await log.collect()]).toEqual([1, 0]);
  await log.close();

  const later = openErasureLog(url, folder);
  expect(await later.collect()).toBe(0);
  await later.close();
  expect(await whom()).toEqual([
    [tenantId, customerId],
    [tenantId, null],
  ]);
});
