import "@chorus/testing/provided";
import { createTestDatabase, type TestDatabase } from "@chorus/testing/test-database";
import { until } from "@chorus/testing/until";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { afterCommit, openDatabase, type Database } from "../src/database.ts";

let clone: TestDatabase;
let database: Database;
let owner: Database;
const errors: Error[] = [];
beforeAll(async () => {
  clone = await createTestDatabase();
  const shared = { poolSize: 2, onError: (error: Error) => void errors.push(error) };
  database = openDatabase({ ...shared, url: clone.url, applicationName: "victim" });
  owner = openDatabase({ ...shared, url: clone.adminUrl, applicationName: "owner", defaultBudget: "background" });
});
afterAll(async () => {
  await database.close();
  await owner.close();
  await clone[Symbol.asyncDispose]();
});

const endBackends = () =>
  owner.statement(
    "",
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'victim' and datname = current_database()",
    [],
  );

it("a closed pool has left no connection behind, so that its database can be dropped", async () => {
  const left: unknown[] = [];
  for (let round = 0; round < 30; round += 1) {
    const onError = (error: Error) => void left.push(error);
    const closing = openDatabase({ url: clone.url, poolSize: 4, applicationName: "closing", onError });
    await Promise.all(Array.from({ length: 4 }, () => closing.statement("", "select 1", [])));
    await closing.close();
    const ofIt = "select pid from pg_stat_activity where application_name = 'closing' and datname = current_database()";
    left.push(...(await owner.statement("", ofIt, [])));
  }
  expect(left).toEqual([]);
});

describe("a connection that breaks", () => {
  it("between two statements of a transaction is that request's error, not the process' end", async () => {
    const work = database.withSystem(async (tx) => {
      await sql`select 1`.execute(tx);
      errors.length = 0;
      await endBackends();
      // Nobody waits for an answer at the moment in which it breaks.
      await until(() => errors.length > 0);
      await sql`select 1`.execute(tx);
    });
    await expect(work).rejects.toMatchObject({ code: "unavailable" });
    expect(await database.check()).toBe("ok");
  });

  it("in the middle of a statement is one that may be sent again", async () => {
    // Listened to from the start: it may fail before the one who ends it has been answered.
    const outcome = Promise.allSettled([database.statement("", "select pg_sleep(5)", [])]);
    await until(async () => {
      const text = "select 1 from pg_stat_activity where application_name = 'victim' and query like '%pg_sleep%'";
      return (await owner.statement("", text, [])).length > 0;
    });
    await endBackends();
    expect(await outcome).toMatchObject([{ reason: { code: "unavailable" } }]);
    expect(await database.check()).toBe("ok");
  });
});

describe("two transactions that wait for each other", () => {
  it("both come to their end: the one that Postgres ends runs again", async () => {
    const tenantId = "00000000-0000-7000-8000-000000000001";
    let arrived = 0;
    let tries = 0;
    const committed: string[] = [];
    const lock = (key: number) => sql`select pg_advisory_xact_lock(${key})`;
    const crossing = (name: string, first: number, second: number) =>
      database.withTenant(tenantId, async (tx) => {
        tries += 1;
        afterCommit(tx, () => void committed.push(name));
        await lock(first).execute(tx);
        arrived += 1;
        await until(() => arrived >= 2);
        await lock(second).execute(tx);
        return name;
      });
    expect(await Promise.all([crossing("a", 1, 2), crossing("b", 2, 1)])).toEqual(["a", "b"]);
    expect(tries).toBe(3);
    expect(committed.toSorted()).toEqual(["a", "b"]);
  });
});

describe("the budget of a statement", () => {
  const tenantId = "00000000-0000-7000-8000-000000000001";
  const slow = sql`select pg_sleep(2.2)`;

  it("is 2 s where somebody waits: what takes longer ends, and may be asked again", async () => {
    const outcomes = await Promise.allSettled([
      database.statement("", "select pg_sleep(2.2)", []),
      database.withTenant(tenantId, (tx) => slow.execute(tx)),
      database.readTenant(tenantId, (tx) => slow.execute(tx)),
      database.withSystem((tx) => slow.execute(tx)),
    ]);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: { code: "unavailable" } });
  });

  it("is 60 s in the background, also when no connection is left for people", async () => {
    await Promise.all([
      database.background.statement("", "select pg_sleep(2.2)", []),
      database.background.withTenant(tenantId, (tx) => slow.execute(tx)),
      database.statement("", "select pg_sleep(0.1)", []),
    ]);
    const { rows } = await database.background.withSystem((tx) =>
      sql<{ statement_timeout: string }>`show statement_timeout`.execute(tx),
    );
    expect(rows).toEqual([{ statement_timeout: "1min" }]);
  });
});
