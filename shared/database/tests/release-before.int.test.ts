import { createTestDatabase } from "@chorus/testing/test-database";
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RIGHTS } from "../src/rights.ts";
import releaseBefore from "../src/testing/release-before.json" with { type: "json" };
import { missingFrom, readSurface, type Surface } from "../src/testing/surface.ts";

const SERVICES = Object.values(RIGHTS);
/** What services of the release before connect as. */
const ROLE = "chorus_service";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let owner: pg.Client;
let service: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client(database.adminUrl);
  service = new pg.Client(database.url);
  await owner.connect();
  await service.connect();
});
afterAll(async () => {
  await owner.end();
  await service.end();
  await database[Symbol.asyncDispose]();
});

test("services of the release before find all that they call and use", async () => {
  const before: Surface = releaseBefore;
  const functions = Object.keys(before.functions).map((name) => name.slice(0, name.indexOf("(")));
  const now = await readSurface(owner, ROLE, { functions, tables: Object.keys(before.columns) });
  expect(missingFrom(now, before)).toEqual([]);
  expect(functions.length).toBeGreaterThan(20);
});

test("what services of this release call and use is written down for the next one", async () => {
  const surface = await readSurface(owner, ROLE, {
    functions: SERVICES.flatMap(({ functions }) => functions),
    tables: SERVICES.flatMap(({ tables }) => Object.keys(tables)),
  });
  await expect(`${JSON.stringify(surface, null, 2)}\n`).toMatchFileSnapshot("../src/testing/surface.json");
});

describe("calls of the release before", () => {
  const [tenantId, conversationId, customerId] = [randomUUID(), randomUUID(), randomUUID()];
  const dueAt = "2026-11-29T10:00:00.000Z";

  beforeAll(async () => {
    await owner.query("insert into tenants (tenant_id, slug, name, widget_key) values ($1, 'b', 'Before', 'b')", [
      tenantId,
    ]);
    await owner.query("insert into customers (tenant_id, id, name) values ($1, $2, 'Cara')", [tenantId, customerId]);
    await owner.query("insert into conversations (tenant_id, id, customer_id, status) values ($1, $2, $3, 'open')", [
      ...[tenantId, conversationId, customerId],
    ]);
  });

  async function openTasks() {
    const { rows } = await owner.query(
      `select id, name, payload, first_seq, dedup_key, due_at, extract(epoch from settles_by - due_at)::integer as settles
       from tasks where tenant_id = $1 order by name, created_at`,
      [tenantId],
    );
    await owner.query("delete from tasks where tenant_id = $1", [tenantId]);
    return rows;
  }

  test("who should hear of something is asked for as before, and becomes a task of now", async () => {
    const about = { tenantId, conversationId, subjectId: null, dueAt };
    const [unread, assigned] = [randomUUID(), randomUUID()];
    const tasks = [
      { ...about, id: unread, kind: "message.unread", firstSeq: 7 },
      { ...about, id: assigned, kind: "conversation.assigned", firstSeq: 8 },
    ];
    const { rows } = await service.query("select * from notification_tasks_open($1)", [JSON.stringify(tasks)]);
    expect(rows).toHaveLength(2);
    expect(rows).toContainEqual({ tenant_id: tenantId, id: unread, due_at: new Date(dueAt) });
    const again = [{ ...about, id: randomUUID(), kind: "message.unread", firstSeq: 9 }];
    const joined = await service.query("select * from notification_tasks_open($1)", [JSON.stringify(again)]);
    expect(joined.rows).toEqual([{ tenant_id: tenantId, id: unread, due_at: new Date(dueAt) }]);
    const payload = { conversationId, subjectId: null };
    const opened = await openTasks();
    expect(opened).toHaveLength(2);
    expect(opened).toContainEqual({
      ...{ id: unread, name: "notification.decide", first_seq: 7, dedup_key: `message.unread.${conversationId}` },
      ...{ payload: { ...payload, kind: "message.unread" }, due_at: new Date(dueAt), settles: null },
    });
    expect(opened).toContainEqual({
      ...{ id: assigned, name: "notification.decide", first_seq: 8, dedup_key: null },
      ...{ payload: { ...payload, kind: "conversation.assigned" }, due_at: new Date(dueAt), settles: null },
    });
  });

  test("summaries and indexing are asked for as before, and become tasks of now", async () => {
    const about = { tenantId, conversationId, dueAt };
    const [index, summary] = [randomUUID(), randomUUID()];
    const tasks = [
      { ...about, id: index, kind: "index", reason: "changed" },
      { ...about, id: summary, kind: "summarise", reason: "paused" },
    ];
    const { rows } = await service.query("select * from summary_tasks_open($1)", [JSON.stringify(tasks)]);
    expect(rows).toHaveLength(2);
    expect(rows).toContainEqual({ tenant_id: tenantId, id: index, kind: "index", due_at: new Date(dueAt) });
    expect(rows).toContainEqual({ tenant_id: tenantId, id: summary, kind: "summarise", due_at: new Date(dueAt) });
    const common = { first_seq: null, dedup_key: conversationId, due_at: new Date(dueAt) };
    expect(await openTasks()).toEqual([
      { ...common, id: index, name: "search.index", payload: { conversationId, reason: "changed" }, settles: null },
      { ...common, id: summary, name: "summary.make", payload: { conversationId, reason: "paused" }, settles: 480 },
    ]);
  });

  test("nothing is opened when nothing is asked for", async () => {
    for (const name of ["notification_tasks_open", "summary_tasks_open"])
      expect((await service.query(`select * from ${name}($1)`, ["[]"])).rows).toEqual([]);
  });

  test.each(["notification_tasks_overdue", "summary_tasks_overdue", "deliveries_overdue", "deliveries_ambiguous"])(
    "%s finds nothing",
    async (name) => {
      expect((await service.query(`select * from ${name}(now(), 500)`)).rows).toEqual([]);
    },
  );

  test("what has served its purpose is pruned as before", async () => {
    await owner.query(
      "insert into outbox (tenant_id, topic, payload, published_at, dispatched_at) values ($1, 'x', '{}', now(), now() - interval '2 days')",
      [tenantId],
    );
    const { rows } = await service.query("select * from prune($1::interval)", ["24 hours"]);
    expect(rows).toEqual([{ outbox_rows: 1, token_rows: 0 }]);
  });
});
