import { openTestDatabase } from "@chorus/testing/test-database";
import { sql } from "kysely";
import { createLogger } from "@chorus/observability/logger";
import { afterAll, beforeAll, expect, test } from "vitest";
import { prune } from "../src/maintenance/prune.ts";

const TENANT = "01990000-0000-7000-8000-0000000000aa";
const PERSON = "01990000-0000-7000-8000-0000000000ab";
const CUSTOMER = "01990000-0000-7000-8000-0000000000ac";
const SESSION = "01990000-0000-7000-8000-0000000000ad";
/** More than a batch. */
const OLD_ROWS = 5_200;
const YOUNG_ROWS = 3;

/** Of each table: how rows of an age are made, an age that is kept and one that is not. */
const TABLES: readonly { table: string; insert: string; kept: string; removed: string }[] = [
  {
    table: "outbox",
    insert: `insert into outbox (tenant_id, topic, published_at, dispatched_at)
      select '${TENANT}', 'test', now() - $2::interval, now() - $2::interval from generate_series(1, $1::int)`,
    ...{ kept: "23 hours", removed: "25 hours" },
  },
  {
    table: "idempotency_keys",
    insert: `insert into idempotency_keys (tenant_id, caller_id, key, request_hash, created_at)
      select '${TENANT}', '${PERSON}', gen_random_uuid()::text, '', now() - $2::interval from generate_series(1, $1::int)`,
    ...{ kept: "23 hours", removed: "25 hours" },
  },
  {
    table: "refresh_tokens",
    insert: `insert into refresh_tokens (tenant_id, id, session_id, token_hash, expires_at)
      select '${TENANT}', gen_random_uuid(), '${SESSION}', gen_random_uuid()::text::bytea, now() - $2::interval
      from generate_series(1, $1::int)`,
    ...{ kept: "-1 hour", removed: "1 hour" },
  },
  {
    table: "password_links",
    insert: `insert into password_links (tenant_id, id, user_id, purpose, expires_at)
      select '${TENANT}', gen_random_uuid(), '${PERSON}', 'invitation', now() - $2::interval
      from generate_series(1, $1::int)`,
    ...{ kept: "29 days", removed: "31 days" },
  },
  {
    table: "sign_ups",
    insert: `insert into sign_ups (tenant_id, company_name, name, email, language, expires_at)
      select gen_random_uuid(), 'Aster', 'Mia', 'mia@aster.test', 'en', now() - $2::interval from generate_series(1, $1::int)`,
    ...{ kept: "-1 hour", removed: "1 hour" },
  },
  {
    table: "sessions",
    insert: `insert into sessions (tenant_id, id, user_id, last_used_at)
      select '${TENANT}', gen_random_uuid(), '${PERSON}', now() - $2::interval from generate_series(1, $1::int)`,
    ...{ kept: "179 days", removed: "181 days" },
  },
  {
    table: "devices",
    insert: `insert into devices (tenant_id, id, customer_id, token_hash, last_seen_at)
      select '${TENANT}', gen_random_uuid(), '${CUSTOMER}', gen_random_uuid()::text::bytea, now() - $2::interval
      from generate_series(1, $1::int)`,
    ...{ kept: "399 days", removed: "401 days" },
  },
  {
    table: "deliveries",
    insert: `with made as (
        insert into deliveries (tenant_id, id, task_id, kind, recipient_type, recipient_id, channel, address, status, created_at)
        select '${TENANT}', gen_random_uuid(), gen_random_uuid(), 'test', 'customer', '${CUSTOMER}', 'email', 'a@example.test',
          'sent', now() - $2::interval from generate_series(1, $1::int)
        returning tenant_id, id)
      insert into delivery_steps (tenant_id, delivery_id, number, status) select tenant_id, id, 1, 'sent' from made`,
    ...{ kept: "364 days", removed: "366 days" },
  },
  {
    table: "commerce.carts",
    insert: `insert into commerce.carts (tenant_id, id, customer_id, currency, updated_at)
      select '${TENANT}', gen_random_uuid(), '${CUSTOMER}', 'EUR', now() - $2::interval from generate_series(1, $1::int)`,
    ...{ kept: "89 days", removed: "91 days" },
  },
];

const { owner, database, ...clone } = await openTestDatabase("chat-service");
afterAll(() => clone[Symbol.asyncDispose]());
beforeAll(async () => {
  for (const statement of [
    `insert into tenants (tenant_id, slug, name, widget_key) values ('${TENANT}', 'old', 'Old', 'old')`,
    `insert into users (tenant_id, id, email, name, role) values ('${TENANT}', '${PERSON}', 'a@example.test', 'A', 'agent')`,
    `insert into customers (tenant_id, id, name) values ('${TENANT}', '${CUSTOMER}', 'Mia')`,
    `insert into sessions (tenant_id, id, user_id) values ('${TENANT}', '${SESSION}', '${PERSON}')`,
  ])
    await owner.statement("", statement, []);
});

const count = async (table: string) =>
  (await owner.statement<{ count: number }>("", `select count(*) from ${table}`, []))[0]?.count;

const runPrune = () =>
  prune(database, createLogger({ service: "t", level: "silent", pretty: false }), AbortSignal.timeout(60_000));

test("what is too old goes from every table, more than a batch of it in one run; what is young stays", async () => {
  for (const { insert, kept, removed } of TABLES) {
    await owner.statement("", insert, [OLD_ROWS, removed]);
    await owner.statement("", insert, [YOUNG_ROWS, kept]);
  }
  await runPrune();
  const left: Record<string, unknown> = {};
  for (const table of [...TABLES.map(({ table }) => table), "delivery_steps"]) left[table] = await count(table);
  expect(left).toEqual({
    ...Object.fromEntries(TABLES.map(({ table }) => [table, YOUNG_ROWS])),
    // The one that the tokens belong to.
    sessions: YOUNG_ROWS + 1,
    delivery_steps: YOUNG_ROWS,
  });
});

test("while others write and hold rows it waits for nobody, and leaves what they hold to the next run", async () => {
  const [outbox] = TABLES;
  await owner.statement("", "delete from outbox", []);
  await owner.statement("", outbox!.insert, [OLD_ROWS, outbox!.removed]);
  let isPruning = true;
  const write = async () => {
    let written = 0;
    for (; isPruning; written += 1) await owner.statement("", outbox!.insert, [1, outbox!.kept]);
    return written;
  };
  const held = 3;
  const written = await owner.withSystem(async (tx) => {
    await sql`select from outbox order by id limit ${sql.lit(held)} for update`.execute(tx);
    const writing = write();
    await runPrune();
    isPruning = false;
    return writing;
  });
  expect(await count("outbox")).toBe(held + written);
  await runPrune();
  expect(await count("outbox")).toBe(written);
});

test("a delivery that is still to be sent stays, however old", async () => {
  await owner.statement("", "update deliveries set status = 'held', created_at = now() - interval '900 days'", []);
  await runPrune();
  expect(await count("deliveries")).toBe(YOUNG_ROWS);
});

test("rows are found by an index of their age, not by reading the table", async () => {
  await owner.statement("", "analyze", []);
  for (const [table, condition] of [
    ["sign_ups", "expires_at < now() order by expires_at"],
    ["sessions", "last_used_at < now() - interval '180 days' order by last_used_at"],
    ["devices", "last_seen_at < now() - interval '400 days' order by last_seen_at"],
    ["deliveries", "status not in ('queued', 'held') and created_at < now() - interval '365 days' order by created_at"],
    ["outbox", "published_at is not null and dispatched_at < now() - interval '24 hours' order by dispatched_at"],
    ["tenant_latency", "span = 'minute' and starts_at < now() order by starts_at"],
  ]) {
    // Small tables are read as a whole: only whether the index can be used is asked.
    const plan = await owner.withSystem(async (tx) => {
      await sql`set local enable_seqscan = off`.execute(tx);
      await sql`set local enable_sort = off`.execute(tx);
      const { rows } = await sql<Record<string, string>>`explain select ctid from ${sql.table(table ?? "")}
        where ${sql.raw(condition ?? "")} limit 10`.execute(tx);
      return rows.map((row) => Object.values(row).join("")).join("\n");
    });
    expect(plan).toMatch(
      /Index( Only)? Scan using (sign_ups_by_end|sessions_by_use|devices_by_use|deliveries_by_age|outbox_by_age|tenant_latency_by_age)/,
    );
  }
});
