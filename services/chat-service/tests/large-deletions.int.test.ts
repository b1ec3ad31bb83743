import { randomUUID } from "node:crypto";
import { createTestDatabase } from "@chorus/testing/test-database";
import { openDatabase, type Database } from "@chorus/database/database";
import { createLogger } from "@chorus/observability/logger";
import { afterAll, beforeAll, expect, test } from "vitest";
import { prune } from "../src/maintenance/prune.ts";

let testDatabase: Awaited<ReturnType<typeof createTestDatabase>>;
let owner: Database;
let database: Database;
const open = (url: string) =>
  openDatabase({
    url,
    poolSize: 2,
    applicationName: "test",
    defaultBudget: "background",
    onError: (error) => expect.unreachable(error.message),
  });
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  owner = open(testDatabase.adminUrl);
  database = open(testDatabase.url);
});
afterAll(async () => {
  await Promise.all([owner.close(), database.close()]);
  await testDatabase[Symbol.asyncDispose]();
});

async function tenant(): Promise<string> {
  const id = randomUUID();
  await owner.statement("", "insert into tenants (tenant_id, slug, name, widget_key) values ($1, $2, 'Large', $2)", [
    id,
    `large-${id}`,
  ]);
  return id;
}

const fill = (tenantId: string, count: number, age: string) =>
  owner.statement(
    "",
    `insert into outbox (tenant_id, topic, published_at, dispatched_at)
     select $1, 'test', now() - $3::interval, now() - $3::interval from generate_series(1, $2::int)`,
    [tenantId, count, age],
  );
const left = async (tenantId: string) => {
  const [row] = await owner.statement<{ count: number }>("", "select count(*) from outbox where tenant_id = $1", [
    tenantId,
  ]);
  return row?.count;
};

test("a backlog of many batches is pruned in one go, and what is recent stays", async () => {
  const tenantId = await tenant();
  await fill(tenantId, 12_001, "2 days");
  await fill(tenantId, 10, "1 hour");
  await prune(database, createLogger({ service: "t", level: "silent", pretty: false }), AbortSignal.timeout(60_000));
  expect(await left(tenantId)).toBe(10);
});

test("a tenant goes in batches, those it is referred to from first, and another keeps all it has", async () => {
  const [gone, other] = [await tenant(), await tenant()];
  for (const tenantId of [gone, other]) await fill(tenantId, 2_500, "1 hour");
  const removed: number[] = [];
  while (removed.at(-1) !== 0) {
    const statement = "select delete_tenant_batch($1, 1000) as removed";
    const [row] = await database.statement<{ removed: number }>("", statement, [gone]);
    removed.push(row?.removed ?? 0);
  }
  expect(removed).toEqual([1_000, 1_000, 500, 0]);
  await database.statement("", "select delete_tenant($1)", [gone]);
  const tenants = await owner.statement("", "select from tenants where tenant_id = $1", [gone]);
  expect([await left(gone), tenants.length]).toEqual([0, 0]);
  expect(await left(other)).toBe(2_500);
});
