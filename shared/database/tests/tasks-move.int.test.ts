import "@chorus/testing/provided";
import { randomBytes, randomUUID } from "node:crypto";
import { createDatabase, dropDatabase, withDatabase } from "@chorus/testing/owner-connection";
import { Kysely, PostgresDialect } from "kysely";
import { Migrator } from "kysely/migration";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { migrations } from "../src/migrations/all-migrations.ts";

const BEFORE = "20261128T223500Z-queue-by-priority";
const MOVED = "20261129T003800Z-notification-tasks-move";
const name = `chorus_move_${randomBytes(6).toString("hex")}`;
let pool: pg.Pool;
let migrator: Migrator;

beforeAll(async () => {
  const { adminUrl } = inject("chorusServers");
  await createDatabase(adminUrl, name);
  pool = new pg.Pool({ connectionString: withDatabase(adminUrl, name), max: 1 });
  const db = new Kysely({ dialect: new PostgresDialect({ pool }) });
  migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
});
afterAll(async () => {
  await pool.end();
  await dropDatabase(inject("chorusServers").adminUrl, name);
});

test("what was open in the two queues of before is open in the one of now, and what was finished is not", async () => {
  expect((await migrator.migrateTo(BEFORE)).error).toBeUndefined();
  const [tenant, customer, conversation] = [randomUUID(), randomUUID(), randomUUID()];
  await pool.query("insert into tenants (tenant_id, slug, name, widget_key) values ($1, 'm', 'Moved', 'm')", [tenant]);
  await pool.query("insert into customers (tenant_id, id, name) values ($1, $2, 'Cara')", [tenant, customer]);
  await pool.query("insert into conversations (tenant_id, id, customer_id, status) values ($1, $2, $3, 'open')", [
    ...[tenant, conversation, customer],
  ]);
  const [paused, done, unread, notified, delivery] = Array.from({ length: 5 }, () => randomUUID());
  await pool.query(
    `insert into summary_tasks (tenant_id, id, kind, conversation_id, reason, due_at, finished_at)
     values ($1, $2, 'summarise', $4, 'paused', now(), null), ($1, $3, 'index', $4, 'changed', now(), now())`,
    [tenant, paused, done, conversation],
  );
  await pool.query(
    `insert into notification_tasks (tenant_id, id, kind, conversation_id, first_seq, due_at, finished_at)
     values ($1, $2, 'message.unread', $4, 7, now(), null), ($1, $3, 'message.unread', $4, 1, now(), now())`,
    [tenant, unread, notified, conversation],
  );
  await pool.query(
    `insert into deliveries (tenant_id, id, task_id, kind, recipient_type, recipient_id, channel, address, status, due_at)
     values ($1, $2, $3, 'message.unread', 'customer', $4, 'email', 'cara@shop.test', 'held', now())`,
    [tenant, delivery, notified, customer],
  );
  expect((await migrator.migrateTo(MOVED)).error).toBeUndefined();
  const { rows } = await pool.query(
    `select id, name, payload, first_seq, dedup_key, settles_by is not null as settles from tasks
     where tenant_id = $1 order by name`,
    [tenant],
  );
  const about = { conversationId: conversation };
  expect(rows).toMatchObject([
    {
      ...{ id: unread, name: "notification.decide", dedup_key: `message.unread.${conversation}`, first_seq: 7 },
      payload: { ...about, kind: "message.unread", subjectId: null },
    },
    { name: "notification.deliver", payload: { deliveryId: delivery }, dedup_key: delivery },
    {
      ...{ id: paused, name: "summary.make", dedup_key: conversation, settles: true },
      payload: { ...about, reason: "paused" },
    },
  ]);
  const kept = await pool.query("select id from deliveries where tenant_id = $1", [tenant]);
  expect(kept.rows).toEqual([{ id: delivery }]);
});
