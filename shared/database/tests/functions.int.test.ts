import { readdir, readFile } from "node:fs/promises";
import { createTestDatabase } from "@chorus/testing/test-database";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";

const folder = new URL("../src/functions/", import.meta.url);
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let owner: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client(database.adminUrl);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database[Symbol.asyncDispose]();
});

async function definitions(): Promise<Record<string, string>> {
  const { rows } = await owner.query<{ name: string; definition: string }>(
    `select p.proname as name, pg_get_functiondef(p.oid) as definition from pg_proc p
     join pg_language l on l.oid = p.prolang
     where p.pronamespace = 'public'::regnamespace and l.lanname <> 'c' order by 1`,
  );
  return Object.fromEntries(rows.map(({ name, definition }) => [name, definition]));
}

test("every function of a migrated database is the one of its file, and every file is one", async () => {
  const migrated = await definitions();
  const files = (await readdir(folder)).toSorted();
  expect(files).toEqual(Object.keys(migrated).map((name) => `${name}.sql`));
  await owner.query("begin");
  for (const file of files) await owner.query(await readFile(new URL(file, folder), "utf8"));
  const loaded = await definitions();
  await owner.query("rollback");
  expect(migrated).toEqual(loaded);
});
