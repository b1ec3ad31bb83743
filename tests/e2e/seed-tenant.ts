import { randomUUID } from "node:crypto";
import { LATENCY_BOUNDS_MS } from "@chorus/contracts/latency";
import { periodOf } from "@chorus/contracts/quotas";
import { type Database, openDatabase, type TenantTx } from "@chorus/database/database";
import { systemIds } from "@chorus/kernel/ids";
import { databaseUrl } from "./platform.ts";

/** Works in a tenant's data as the services do, for what would take a browser an hour. */
export function inTenant<Result>(tenantId: string, work: (tx: TenantTx) => Promise<Result>): Promise<Result> {
  return inDatabase((database) => database.withTenant(tenantId, work));
}

/** Companies without anybody in them, with `word` in their names; the later they were made, the longer their messages took. */
export function seedTenants(count: number, word: string): Promise<void> {
  return inDatabase(async (database) => {
    for (let number = 1; number <= count; number += 1) {
      const id = systemIds.next();
      const row = { tenant_id: id, slug: `${word}-${number}`, name: `Shop ${word} ${number}`, widget_key: `wk_${id}` };
      await database.withTenant(id, async (tx) => {
        await tx.insertInto("tenants").values(row).execute();
        await insertLatency(tx, id, { 5: 400, 20: 90, 100: 20, 500: number / 20 });
      });
    }
  });
}

/** Of the mails of today so many are counted as sent. */
export function seedMailsSent(tenantId: string, count: number): Promise<unknown> {
  const row = { quota: "mails_per_day", period: periodOf("mails_per_day", Date.now()), used: count } as const;
  return inTenant(tenantId, (tx) =>
    tx
      .insertInto("tenant_quotas")
      .values({ tenant_id: tenantId, amount: null, warned_period: null, ...row })
      .onConflict((conflict) => conflict.columns(["tenant_id", "quota"]).doUpdateSet(row))
      .execute(),
  );
}

/** In this hour so many messages took as long as the buckets that end at these bounds, and so many failed. */
export function seedLatency(tenantId: string, messages: Record<number, number>, failed = 0): Promise<unknown> {
  return inTenant(tenantId, (tx) => insertLatency(tx, tenantId, messages, failed));
}

function insertLatency(tx: TenantTx, tenantId: string, messages: Record<number, number>, failed = 0): Promise<unknown> {
  const numbers = [...[...LATENCY_BOUNDS_MS, Infinity].map((bound) => Math.ceil(messages[bound] ?? 0)), failed];
  const at = { span: "minute" as const, starts_at: new Date(Date.now() - 120_000), source: randomUUID() };
  return tx
    .insertInto("tenant_latency")
    .values({ tenant_id: tenantId, ...at, numbers })
    .execute();
}

async function inDatabase<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
  const onError = (error: Error) => console.error(error);
  const database = openDatabase({
    url: databaseUrl(),
    poolSize: 1,
    applicationName: "e2e",
    defaultBudget: "background",
    onError,
  });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

interface SeededConversation {
  name: string;
  status: "open" | "closed";
  messages: number;
  /** Somebody seeded before; otherwise somebody new. */
  customerId?: string;
  minutesAgo: number;
}

/** A conversation in which only the customer has written, `Message 1`, `Message 2` and so on, one a minute. @returns its id */
export async function seedConversation(tx: TenantTx, tenantId: string, seeded: SeededConversation): Promise<string> {
  const { name, status, messages, minutesAgo } = seeded;
  const { customerId = randomUUID() } = seeded;
  const id = randomUUID();
  const at = (seq: number) => new Date(Date.now() - (minutesAgo + messages - seq) * 60_000);
  const tenant = { tenant_id: tenantId };
  const nothing = { external_id: null, email: null, phone: null, locale: null, banned_at: null, erased_at: null };
  await tx
    .insertInto("customers")
    .values({ ...tenant, ...nothing, id: customerId, name, last_seen_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const author = { type: "customer" as const, id: customerId, name };
  const lastMessage = { seq: messages, kind: "text", author, body: `Message ${messages}`, createdAt: at(messages) };
  const never = {
    closed_at: null,
    snoozed_until: null,
    rating_score: null,
    rating_comment: null,
    rated_at: null,
    waiting_since: null,
  };
  await tx
    .insertInto("conversations")
    .values({
      ...tenant,
      ...never,
      id,
      customer_id: customerId,
      status,
      subject: null,
      team_id: null,
      assignee_id: null,
      last_seq: messages,
      last_public_seq: messages,
      last_message: JSON.stringify(lastMessage),
      updated_at: at(messages),
      news_at: at(messages),
    })
    .execute();
  const events = Array.from({ length: messages }, (_, index) => ({
    ...tenant,
    conversation_id: id,
    seq: index + 1,
    public_seq: index + 1,
    id: randomUUID(),
    kind: "message.created",
    actor_type: "customer" as const,
    actor_id: customerId,
    actor_name: name,
    client_message_id: randomUUID(),
    data: JSON.stringify({ body: `Message ${index + 1}`, replyToSeq: null, replyToPublicSeq: null }),
    created_at: at(index + 1),
    edited_at: null,
    deleted_at: null,
  }));
  await tx.insertInto("events").values(events).execute();
  return id;
}
