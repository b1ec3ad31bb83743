import "@chorus/testing/provided";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { systemIds } from "@chorus/kernel/ids";
import { createTestDatabase, type TestDatabase } from "@chorus/testing/test-database";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { afterCommit, openDatabase, type Database } from "../src/database.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as (options?: { type: "minor" }) => void;

const ROWS_BYTES = 20_000;
const TRANSACTIONS = 1_000;

let clone: TestDatabase;
let database: Database;
beforeAll(async () => {
  clone = await createTestDatabase();
  database = openDatabase({ url: clone.url, poolSize: 2, applicationName: "short-lived", onError: () => undefined });
});
afterAll(async () => {
  await database.close();
  await clone[Symbol.asyncDispose]();
});

/** How much of what is done stays after the collections of young objects alone, by what one of them holds. */
async function staysOf(work: () => Promise<unknown>): Promise<number> {
  for (let count = 0; count < 20; count += 1) await work();
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let count = 0; count < TRANSACTIONS; count += 1) {
    await work();
    if (count % 20 === 0) collect({ type: "minor" });
  }
  collect({ type: "minor" });
  collect({ type: "minor" });
  return (process.memoryUsage().heapUsed - before) / (TRANSACTIONS * ROWS_BYTES);
}

const rows = sql`select repeat('x', ${ROWS_BYTES}) as text`;

test("what a transaction has read and what it does after its commit end young: the whole heap is not collected for them", async () => {
  const tenantId = systemIds.next();
  const read = await staysOf(() => database.readTenant(tenantId, (tx) => rows.execute(tx)));
  const committed = await staysOf(() =>
    database.withTenant(tenantId, async (tx) => {
      const result = await rows.execute(tx);
      afterCommit(tx, () => void result.rows.length);
    }),
  );
  expect([read, committed].map((share) => share < 0.3)).toEqual([true, true]);
}, 30_000);
