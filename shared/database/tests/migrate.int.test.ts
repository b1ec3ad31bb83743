import { createTestDatabase } from "@chorus/testing/test-database";
import { sql, type Kysely } from "kysely";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { migrate } from "../src/migrate.ts";
import { migrations } from "../src/migrations/all-migrations.ts";
import * as listsByNews from "../src/migrations/20261129T165100Z-lists-by-news.ts";
import * as signedAddressesKnown from "../src/migrations/20261201T093100Z-signed-addresses-known.ts";
import { createIndexConcurrently } from "../src/migrations/migration.ts";
import { createTenantTable } from "../src/migrations/tenant-table.ts";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let other: pg.Client;

beforeEach(async () => {
  database = await createTestDatabase();
  other = new pg.Client(database.adminUrl);
  await other.connect();
});
afterEach(async () => {
  await other.end();
  await database[Symbol.asyncDispose]();
});

const run = (statement: string) => async (db: Kysely<unknown>) => {
  await sql.raw(statement).execute(db);
};

test("a migration that does not get its lock gives up with one line, and what was applied before it stays", async () => {
  const known = {
    ...migrations,
    "29990101T000000Z-before": { up: run("create table before_it (tenant_id uuid)") },
    "29990101T000001Z-busy": { up: run("alter table teams add column busy text") },
  };
  await other.query("begin");
  await other.query("select from teams");
  await expect(migrate(database.adminUrl, known)).rejects.toThrow(
    "the migration 29990101T000001Z-busy waited 3 s for what others use and was not applied: run it again",
  );
  await other.query("select from before_it");
  await other.query("commit");
  expect(await migrate(database.adminUrl, known)).toEqual({ applied: ["29990101T000001Z-busy"] });
  expect(await migrate(database.adminUrl, known)).toEqual({ applied: [] });
});

test("an index is made while others write, and one that was left half made is made anew", async () => {
  await other.query("create table written (tenant_id uuid, n integer)");
  await other.query("insert into written values (null, 1), (null, 1)");
  await expect(other.query("create unique index concurrently written_by_n on written (n)")).rejects.toThrow(
    /could not create unique index/,
  );
  const known = {
    ...migrations,
    "29990101T000000Z-index": {
      outsideTransaction: true,
      up: (db: Kysely<unknown>) => createIndexConcurrently(db, "written_by_n", "written (n)"),
    },
  };
  const valid = () =>
    other.query("select indisvalid as valid from pg_index where indexrelid = 'written_by_n'::regclass");
  expect((await valid()).rows).toEqual([{ valid: false }]);
  expect(await migrate(database.adminUrl, known)).toEqual({ applied: ["29990101T000000Z-index"] });
  expect((await valid()).rows).toEqual([{ valid: true }]);
});

test("conversations of before get the time of their last message as their last news, else of their beginning", async () => {
  const tenantId = "01990000-0000-7000-8000-0000000000aa";
  const person = (number: number) => `01990000-0000-7000-8000-0000000000${number}`;
  await other.query("insert into tenants (tenant_id, slug, name, widget_key) values ($1, 'n', 'News', 'n')", [
    tenantId,
  ]);
  for (const number of [10, 11, 12]) {
    const row = [tenantId, person(number)];
    await other.query("insert into customers (tenant_id, id, name) values ($1, $2, 'Cara')", row);
    await other.query(
      "insert into conversations (tenant_id, id, customer_id, status, created_at) values ($1, $2, $2, 'open', '2026-11-01T10:00:00.123456Z')",
      row,
    );
  }
  const change = (set: string, number: number) =>
    other.query(`update conversations set ${set} where id = $1`, [person(number)]);
  await change(`last_message = '{"createdAt": "2026-11-02T10:00:00.000Z"}'`, 11);
  await change(`last_message = '{"createdAt": "2026-11-02T10:00:00.000Z"}', news_at = '2026-11-01T09:00:00.000Z'`, 12);
  const again = { ...migrations, "29990101T000000Z-again": { outsideTransaction: true, up: listsByNews.up } };
  await migrate(database.adminUrl, again);
  const { rows } = await other.query<{ news_at: Date }>("select news_at from conversations order by id");
  expect(rows.map(({ news_at }) => news_at.toISOString())).toEqual([
    ...["2026-11-01T10:00:00.123Z", "2026-11-02T10:00:00.000Z", "2026-11-01T09:00:00.000Z"],
  ]);
});

test("addresses of customers who were marked as one are marked, and no others", async () => {
  const tenants = ["01990000-0000-7000-8000-0000000000aa", "01990000-0000-7000-8000-0000000000bb"];
  for (const id of tenants) {
    await other.query(
      "insert into tenants (tenant_id, slug, name, widget_key) values ($1::uuid, $1::text, 'A', $1::text)",
      [id],
    );
    await other.query(
      `insert into customers (tenant_id, id, name, email, verified) values
        ($1, gen_random_uuid(), 'signed', 'a@shop.test', true), ($1, gen_random_uuid(), 'without', null, true),
        ($1, gen_random_uuid(), 'own', 'b@shop.test', false)`,
      [id],
    );
  }
  const again = { ...migrations, "29990101T000000Z-again": { outsideTransaction: true, up: signedAddressesKnown.up } };
  await migrate(database.adminUrl, again);
  const { rows } = await other.query<{ name: string }>("select name from customers where email_verified");
  expect(rows.map(({ name }) => name)).toEqual(tenants.map(() => "signed"));
});

test("several processes that migrate at once take turns", async () => {
  const known = {
    ...migrations,
    "29990101T000000Z-once": {
      outsideTransaction: true,
      up: (db: Kysely<unknown>) => createIndexConcurrently(db, "teams_once", "teams (tenant_id, name, id)"),
    },
  };
  const reports = await Promise.all([1, 2, 3].map(() => migrate(database.adminUrl, known)));
  expect(reports.flatMap(({ applied }) => applied)).toEqual(["29990101T000000Z-once"]);
});

test("a tenant table shows everybody their own tenant's rows, and goes with its tenant", async () => {
  const [mine, theirs] = ["01990000-0000-7000-8000-0000000000aa", "01990000-0000-7000-8000-0000000000bb"];
  const known = {
    ...migrations,
    "29990101T000000Z-notes": {
      up: (db: Kysely<unknown>) =>
        createTenantTable(db, "jottings", sql`id uuid not null, body text not null, primary key (tenant_id, id)`),
    },
  };
  await migrate(database.adminUrl, known);
  for (const id of [mine, theirs]) {
    await other.query(
      "insert into tenants (tenant_id, slug, name, widget_key) values ($1::uuid, $1::text, 'A', $1::text)",
      [id],
    );
    await other.query("insert into jottings values ($1, $1, 'hello')", [id]);
  }
  const service = new pg.Client(database.url);
  await service.connect();
  const seen = () => service.query("select tenant_id from jottings");
  expect((await seen()).rows).toEqual([]);
  await service.query("select set_config('app.tenant_id', $1, false)", [mine]);
  expect((await seen()).rows).toEqual([{ tenant_id: mine }]);
  await expect(service.query("insert into jottings values ($1, $2, 'hello')", [theirs, mine])).rejects.toThrow(
    /row-level security/,
  );
  await service.query("select delete_tenant($1)", [mine]);
  await service.end();
  expect((await other.query("select tenant_id from jottings")).rows).toEqual([{ tenant_id: theirs }]);
});
