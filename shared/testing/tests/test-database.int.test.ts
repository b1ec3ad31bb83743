import { openDatabase } from "@chorus/database/database";
import { expect, inject, test } from "vitest";
import { createTestDatabase } from "../src/test-database.ts";

test("a test database has the schema and no rows, and services see none of another tenant's", async () => {
  await using testDatabase = await createTestDatabase();
  const database = openDatabase({
    url: testDatabase.url,
    poolSize: 1,
    applicationName: "test",
    onError: (error) => expect.unreachable(error.message),
  });
  const tenantId = "01990000-0000-7000-8000-000000000001";
  const found = await database.withTenant(tenantId, (tx) => tx.selectFrom("tenants").selectAll().execute());
  expect(found).toEqual([]);
  await database.close();
});

test("two clones at the same time are two databases", async () => {
  const [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  expect(first.url).not.toBe(second.url);
  expect(new URL(first.url).port).toBe(new URL(inject("chorusServers").adminUrl).port);
  await Promise.all([first[Symbol.asyncDispose](), second[Symbol.asyncDispose]()]);
});
