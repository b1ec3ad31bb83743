import { Health } from "@chorus/contracts/routes/health";
import { databaseUrlFor } from "@chorus/database/rights";
import { createTestDatabase, type TestDatabase } from "@chorus/testing/test-database";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { afterAll, beforeAll, expect, test } from "vitest";
import { create } from "../src/create.ts";

let testDatabase: TestDatabase;
let commerce: Awaited<ReturnType<typeof create>>;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  commerce = await create({
    ...{ NODE_ENV: "test", LOG_LEVEL: "silent", COMMERCE_PORT: "0", REDIS_URL: testRedisUrl() },
    DATABASE_URL: databaseUrlFor("commerce", testDatabase.url),
  });
  await commerce.start();
});
afterAll(async () => {
  await commerce[Symbol.asyncDispose]();
  await testDatabase[Symbol.asyncDispose]();
});

test("it is ready when Postgres and Redis are there", async () => {
  const ready = await fetch(`${commerce.url}/readyz`);
  expect(ready.status).toBe(200);
  const health = Health.parse(await ready.json());
  expect(health).toMatchObject({ service: "commerce", checks: { database: "ok", redis: "ok" } });
});

test("it does not start as a role that row security does not hold back", async () => {
  await using asOwner = await create({
    ...{ NODE_ENV: "test", LOG_LEVEL: "silent", COMMERCE_PORT: "0", REDIS_URL: testRedisUrl() },
    DATABASE_URL: testDatabase.adminUrl,
  });
  await expect(asOwner.start()).rejects.toThrow(/row security does not hold back/);
});
