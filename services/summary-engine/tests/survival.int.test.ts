import "@chorus/testing/provided";
import { SUMMARY_TYPES } from "@chorus/contracts/entities/summary";
import { startServiceProcess } from "@chorus/cluster/service-process";
import { until } from "@chorus/testing/until";
import { Redis } from "ioredis";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { MINUTE_MS, startSummaries, type Summaries } from "./harness.ts";

let all: Summaries;
beforeAll(async () => {
  all = await startSummaries(10);
});
afterAll(async () => {
  await all[Symbol.asyncDispose]();
});

const COUNT = 200;

test(
  "an engine killed with -9 in the middle of 200 jobs, Redis emptied: each conversation has one current summary of each type",
  { timeout: 300_000 },
  async () => {
    const tenant = await all.chat.tenant();
    const template = await startConversation(tenant);
    await all.engine.drain(1_000);
    const ids = await copyConversation(tenant.id, template, COUNT);
    const victim = await startServiceProcess({
      service: "summary-engine",
      variables: { ...all.variables, LOG_LEVEL: "error" },
    });
    const made = () => countCurrent(tenant.id);
    await until(async () => (await made()) >= 10 * SUMMARY_TYPES.length, { timeoutMs: 120_000 });
    victim.kill("SIGKILL");
    await victim.ended(30_000);
    const atDeath = (await made()) / SUMMARY_TYPES.length;
    const redis = new Redis(all.redisUrl);
    await redis.flushdb();
    await redis.quit();
    // What the dead one had begun is free when its lease is over.
    all.pass(3 * MINUTE_MS);
    await Promise.all([all.startEngine(), all.startEngine()]);
    await all.worked(tenant.id, 180_000);
    const rows = await all.chat.database.readTenant(tenant.id, (tx) =>
      tx
        .selectFrom("summaries")
        .select(["conversation_id", "type", ({ fn }) => fn.countAll<number>().as("count")])
        .where("is_current", "=", true)
        .where("conversation_id", "in", ids)
        .groupBy(["conversation_id", "type"])
        .execute(),
    );
    process.stdout.write(
      `killed when ${atDeath} of ${COUNT} had theirs; afterwards ${rows.length} current summaries\n`,
    );
    expect(rows).toHaveLength(COUNT * SUMMARY_TYPES.length);
    expect(rows.every(({ count }) => count === 1)).toBe(true);
  },
);

async function startConversation(tenant: Awaited<ReturnType<Summaries["chat"]["tenant"]>>): Promise<string> {
  const customer = await all.chat.customer(tenant);
  const id = await all.chat.conversation(customer, "My kettle leaks at the bottom, order 5530817.");
  await all.chat.send(tenant.owner.token, id, "I will send you a new kettle by Friday.");
  return id;
}

/** Copies of a conversation with its messages, each with a task that is due: faster than talking two hundred times. */
async function copyConversation(tenantId: string, template: string, count: number): Promise<string[]> {
  return all.chat.database.withTenant(tenantId, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      insert into conversations (tenant_id, id, customer_id, status, last_seq, last_public_seq)
      select tenant_id, gen_random_uuid(), customer_id, 'closed', last_seq, last_public_seq
      from conversations, generate_series(1, ${count}) where id = ${template} returning id`.execute(tx);
    await sql`
      insert into events (tenant_id, conversation_id, seq, public_seq, id, kind, actor_type, actor_id, actor_name, data, created_at)
      select e.tenant_id, c.id, e.seq, e.public_seq, gen_random_uuid(), e.kind, e.actor_type, e.actor_id, e.actor_name, e.data, e.created_at
      from events e, conversations c where e.conversation_id = ${template} and c.id = any(${rows.map(({ id }) => id)}::uuid[])`.execute(
      tx,
    );
    await sql`
      insert into tasks (tenant_id, id, name, payload, priority, dedup_key, due_at)
      select ${tenantId}, gen_random_uuid(), 'summary.make', jsonb_build_object('conversationId', id, 'reason', 'closed'), 1, id::text, now()
      from unnest(${rows.map(({ id }) => id)}::uuid[]) as t(id)`.execute(tx);
    return rows.map(({ id }) => id);
  });
}

async function countCurrent(tenantId: string): Promise<number> {
  const [row] = await all.chat.database.readTenant(tenantId, (tx) =>
    tx
      .selectFrom("summaries")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .where("is_current", "=", true)
      .execute(),
  );
  return row?.count ?? 0;
}
