import type { ClaimedTask } from "@chorus/tasks/claimed-task";
import "@chorus/testing/provided";
import { until } from "@chorus/testing/until";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { indexWords } from "../src/search/index-words.ts";
import { startSummaries, type Summaries } from "./harness.ts";

vi.setConfig({ testTimeout: 90_000 });

let all: Summaries;
let store: Map<string, number[]>;
let embedded: string[][];
let release: Promise<void>;

/** A vector store and a model in this process that count what they are asked for: what is tested is who asks for how much. */
beforeAll(async () => {
  all = await startSummaries(14);
  const { context } = all.engine;
  store = new Map();
  embedded = [];
  release = Promise.resolve();
  context.vectors = {
    label: "counting",
    upsert: async (_tenantId, entries) =>
      entries.forEach(({ key, vector }) => store.set(`${key.conversationId} ${key.kind} ${key.seq}`, vector)),
    remove: async (_tenantId, keys) =>
      keys.forEach((key) => store.delete(`${key.conversationId} ${key.kind} ${key.seq}`)),
    removeConversation: async () => undefined,
    query: async () => [],
    count: async () => store.size,
    list: async () => [],
    drop: async () => undefined,
  };
  context.embedder = {
    ...context.embedder,
    async embed(texts) {
      embedded.push([...texts]);
      await release;
      return texts.map((text) => [text.length]);
    },
  };
});
afterAll(async () => {
  await all[Symbol.asyncDispose]();
});

function searchTask(tenantId: string, conversationId: string): ClaimedTask<"search.index"> {
  const payload = { conversationId, reason: "changed" as const };
  const claim = { firstSeq: null, attempts: 1, createdAtMs: 0, fence: 1, version: 1, progress: { isSettled: false } };
  return { tenantId, id: "not stored", name: "search.index", payload, ...claim };
}

const openTasks = (tenantId: string) =>
  all.chat.database.readTenant(tenantId, (tx) =>
    tx
      .selectFrom("tasks")
      .select(["id", "claimed_until"])
      .where("name", "=", "search.index")
      .where("finished_at", "is", null)
      .execute(),
  );
/** A conversation whose first message can be found. */
async function startConversation() {
  const tenant = await all.chat.tenant();
  const conversationId = await all.chat.conversation(await all.chat.customer(tenant), "The blue kettle is broken.");
  await until(async () => (await documentsOf(tenant.id, conversationId)) === 1, { timeoutMs: 30_000 });
  await settled(tenant.id);
  embedded.length = 0;
  return { tenant, conversationId };
}

async function documentsOf(tenantId: string, conversationId: string): Promise<number> {
  const rows = await all.chat.database.readTenant(tenantId, (tx) =>
    tx.selectFrom("search_documents").select("seq").where("conversation_id", "=", conversationId).execute(),
  );
  return rows.length;
}

const settled = (tenantId: string) =>
  until(async () => (await openTasks(tenantId)).length === 0, { timeoutMs: 30_000 });

/** Messages as if somebody had written them, and the task that follows. */
async function write(tenantId: string, conversationId: string, count: number): Promise<void> {
  await all.chat.database.withTenant(tenantId, async (tx) => {
    const { rows } = await sql<{ last_seq: number }>`
      update conversations set last_seq = last_seq + ${count} where id = ${conversationId} returning last_seq - ${count} as last_seq`.execute(
      tx,
    );
    const last = rows[0]?.last_seq ?? 0;
    await sql`
      insert into events (tenant_id, conversation_id, seq, public_seq, id, kind, actor_type, actor_id, actor_name, data, created_at)
      select ${tenantId}, ${conversationId}, ${last} + n, ${last} + n, gen_random_uuid(), 'message.created', 'customer', gen_random_uuid(), 'Cara',
        jsonb_build_object('body', 'The green kettle leaks water number ' || (${last} + n)), now()
      from generate_series(1, ${count}) n`.execute(tx);
    const payload = { conversationId, reason: "changed" } as const;
    await all.engine.context.tasks.enqueue(tx, "search.index", payload, { dedupKey: conversationId });
  });
}

test("of a conversation that grows only what is new is read and embedded, however long it is", async () => {
  const { tenant, conversationId } = await startConversation();
  await write(tenant.id, conversationId, 700);
  await settled(tenant.id);
  expect(new Set(embedded.flat()).size).toBe(700);
  expect(embedded.flat()).toHaveLength(700);
  embedded.length = 0;
  await write(tenant.id, conversationId, 3);
  await settled(tenant.id);
  expect(embedded.flat()).toHaveLength(3);
});

test("long messages of many characters are read in several batches, all of them", async () => {
  const { tenant, conversationId } = await startConversation();
  const { token } = tenant.owner;
  await all.chat.request("POST", `/api/v1/queue/${conversationId}/accept`, { token });
  const long = (at: number) => `${"ﷺ ".repeat(3_000)} crate${at}`;
  for (let at = 0; at < 24; at += 1) await all.chat.send(token, conversationId, long(at));
  await until(async () => (await documentsOf(tenant.id, conversationId)) === 25, { timeoutMs: 60_000 });
  await settled(tenant.id);
  const [batch] = await all.engine.context.database.withTenant(tenant.id, async (tx) => {
    const rewound = await tx
      .updateTable("search_progress")
      .set({ indexed_seq: 0 })
      .where("conversation_id", "=", conversationId)
      .executeTakeFirst();
    expect(rewound.numUpdatedRows).toBe(1n);
    return indexWords(tx, tenant.id, [searchTask(tenant.id, conversationId)]);
  });
  expect(batch).toMatchObject({ conversationId, hasMore: true });
  // 6,007 characters each: six of them are within 40,000.
  expect(batch?.upToSeq).toBeLessThan(12);
}, 90_000);

test("what is being worked on is not begun by somebody else because a message has come, and that one is done afterwards", async () => {
  const { tenant, conversationId } = await startConversation();
  let disconnectMembers: () => void = () => undefined;
  release = new Promise((resolve) => (disconnectMembers = resolve));
  await write(tenant.id, conversationId, 2);
  await until(() => embedded.length === 1);
  await write(tenant.id, conversationId, 1);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const { rows } = await all.chat.database.withTenant(tenant.id, (tx) =>
      sql`select * from tasks_claim('search.index', now(), 1000, 10, 10)`.execute(tx),
    );
    expect(rows).toEqual([]);
  }
  expect(embedded).toHaveLength(1);
  disconnectMembers();
  await settled(tenant.id);
  expect(embedded.flat()).toHaveLength(3);
});

test("an engine that ends in the middle leaves its tasks to the next one, within seconds", async () => {
  const { tenant, conversationId } = await startConversation();
  release = new Promise(() => undefined);
  await write(tenant.id, conversationId, 5);
  await until(() => embedded.length === 1);
  const startMs = performance.now();
  await all.engine.drain(1_000);
  expect(performance.now() - startMs).toBeLessThan(5_000);
  expect(await openTasks(tenant.id)).toHaveLength(1);
  const next = await all.startEngine();
  next.context.vectors = all.engine.context.vectors;
  await settled(tenant.id);
  expect(await documentsOf(tenant.id, conversationId)).toBe(6);
});
