import { randomUUID } from "node:crypto";
import { QUEUE_RANK } from "@chorus/contracts/entities/conversation";
import { hashPassword } from "@chorus/auth/passwords";
import { type Database, openDatabase, type TenantTx } from "@chorus/database/database";
import { askedOrders } from "./asked-orders.ts";
import { buildConversation, type ConversationDraft } from "./build-conversation.ts";
import {
  type DemoCustomer,
  demoCustomers,
  demoLogins,
  demoPassword,
  demoTenant,
  demoWidgetTexts,
} from "./demo-tenant.ts";
import { seedShop } from "../goods/seed-shop.ts";
import { inParts } from "../in-parts.ts";
import { createRandom, uuidAt } from "../random.ts";
import { schedule } from "./schedule.ts";
import type { Script } from "./scripts/script.ts";
import { demoScripts } from "./scripts/all-scripts.ts";

export interface SeedReport {
  customers: number;
  conversations: number;
  messages: number;
  orders: number;
}

/** An arbitrary seed; another one gives other times and ids. */
const SEED = 20_261_121;

interface CustomerDraft extends DemoCustomer {
  id: string;
  createdAt: Date;
}

/**
 * Writes the demo tenant, in one transaction, with everything in the past of `now`.
 * @param databaseUrl as services connect: the demo obeys row security too
 * @returns null when the tenant is there already
 */
export async function seedDemoTenant(
  databaseUrl: string,
  now: Date,
  allowedOrigins: string[] = [],
): Promise<SeedReport | null> {
  const errors: Error[] = [];
  const database = openDatabase({
    url: databaseUrl,
    poolSize: 1,
    applicationName: "chorus-seed",
    defaultBudget: "background",
    onError: (error) => errors.push(error),
  });
  try {
    return await writeOnce(database, now, allowedOrigins);
  } finally {
    await database.close();
  }
}

async function writeOnce(database: Database, now: Date, allowedOrigins: string[]): Promise<SeedReport | null> {
  const passwordHash = await hashPassword(demoPassword);
  return database.withTenant(demoTenant.id, async (tx) => {
    const inserted = await tx
      .insertInto("tenants")
      .values({
        tenant_id: demoTenant.id,
        slug: demoTenant.slug,
        name: demoTenant.name,
        widget_key: demoTenant.widgetKey,
        allowed_origins: allowedOrigins,
        settings: JSON.stringify({
          widget: {
            teamName: demoTenant.name,
            accentColour: demoTenant.accentColour,
            privacy: { text: "We keep what you write to answer you.", url: "" },
            texts: demoWidgetTexts,
          },
        }),
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (!inserted.numInsertedOrUpdatedRows) return null;
    await insertAgents(tx, passwordHash, now);
    const { customers, conversations } = draftEverything(now);
    await insertCustomers(tx, customers);
    await insertConversations(tx, conversations);
    const [owner, supervisor] = demoLogins;
    const company = { tenantId: demoTenant.id, ownerId: owner.id, agentId: supervisor.id, customers };
    const orders = await seedShop(tx, { ...company, asked: askedOrders(conversations) }, now);
    const events = conversations.flatMap((conversation) => conversation.events);
    const messages = events.filter((event) => event.clientMessageId !== null).length;
    return { customers: customers.length, conversations: conversations.length, messages, orders };
  });
}

/** The same every time, except for `now`. */
function draftEverything(now: Date): { customers: CustomerDraft[]; conversations: ConversationDraft[] } {
  const random = createRandom(SEED);
  const planned = assignCustomers(demoScripts).map(({ script, customer }, index) => ({
    script,
    customer,
    times: schedule(script, index / demoScripts.length, now.getTime(), random),
  }));
  const customers = new Map<DemoCustomer, CustomerDraft>();
  const conversations: ConversationDraft[] = [];
  for (const { script, customer, times } of planned.toSorted(
    (left, right) => left.times.startedMs - right.times.startedMs,
  )) {
    const known = customers.get(customer) ?? {
      ...customer,
      id: uuidAt(times.startedMs, random),
      createdAt: new Date(times.startedMs),
    };
    customers.set(customer, known);
    conversations.push(buildConversation(script, known, times, random));
  }
  return { customers: [...customers.values()], conversations };
}

/** Scripts that name somebody get them; the others get the customers who are left, in order. */
function assignCustomers(scripts: readonly Script[]): { script: Script; customer: DemoCustomer }[] {
  const named = new Set(scripts.map((script) => script.customer));
  const others = demoCustomers.filter((customer) => !named.has(customer.name));
  let next = 0;
  return scripts.map((script) => {
    const customer = script.customer
      ? demoCustomers.find((candidate) => candidate.name === script.customer)
      : others[next++ % others.length];
    if (!customer) throw new Error(`"${script.subject}" is by ${script.customer}, who is not a demo customer`);
    return { script, customer };
  });
}

async function insertAgents(tx: TenantTx, passwordHash: string, now: Date): Promise<void> {
  const monthsAgo = new Date(now.getTime() - 120 * 86_400_000);
  const rows = demoLogins.map(({ id, name, email, role }) => ({
    tenant_id: demoTenant.id,
    id,
    name,
    email,
    role,
    password_hash: passwordHash,
    avatar: null,
    disabled_at: null,
    created_at: monthsAgo,
  }));
  await tx.insertInto("users").values(rows).execute();
}

async function insertCustomers(tx: TenantTx, customers: readonly CustomerDraft[]): Promise<void> {
  const rows = customers.map(({ id, name, email, locale, createdAt }) => ({
    tenant_id: demoTenant.id,
    id,
    name,
    email,
    locale,
    external_id: null,
    phone: null,
    banned_at: null,
    erased_at: null,
    last_seen_at: createdAt,
    created_at: createdAt,
  }));
  await tx.insertInto("customers").values(rows).execute();
}

async function insertConversations(tx: TenantTx, conversations: readonly ConversationDraft[]): Promise<void> {
  const tenantId = demoTenant.id;
  const rows = conversations.map((conversation) => ({
    tenant_id: tenantId,
    id: conversation.id,
    customer_id: conversation.customerId,
    status: conversation.script.status,
    subject: conversation.script.subject,
    assignee_id: conversation.assigneeId,
    team_id: null,
    priority: conversation.script.priority ?? "normal",
    tags: [...(conversation.script.tags ?? [])],
    last_seq: conversation.events.length,
    last_public_seq: conversation.lastPublicSeq,
    last_message: JSON.stringify(conversation.lastMessage),
    waiting_since: conversation.waitingSince,
    closed_at: conversation.closedAt,
    created_at: conversation.createdAt,
    updated_at: conversation.updatedAt,
    news_at: conversation.newsAt,
  }));
  await tx.insertInto("conversations").values(rows).execute();

  const queued = conversations.filter((conversation) => conversation.script.status === "queued");
  const queueRows = queued.map(({ id, waitingSince, createdAt, script }) => ({
    tenant_id: tenantId,
    conversation_id: id,
    team_id: null,
    priority: QUEUE_RANK[script.priority ?? "normal"],
    enqueued_at: waitingSince ?? createdAt,
  }));
  if (queueRows.length > 0) await tx.insertInto("chat_queue").values(queueRows).execute();

  // Written past the outbox, so nobody else asks for them to be found.
  const indexRows = conversations.map(({ id }) => ({
    tenant_id: tenantId,
    id: randomUUID(),
    name: "search.index",
    payload: JSON.stringify({ conversationId: id, reason: "requested" }),
    priority: 1,
    dedup_key: id,
    due_at: new Date(),
  }));
  await tx.insertInto("tasks").values(indexRows).execute();

  const receiptRows = conversations
    .filter((conversation) => conversation.deskReadSeq > 0)
    .flatMap(({ id, deskReadSeq }) =>
      demoLogins.map((login) => ({
        tenant_id: tenantId,
        conversation_id: id,
        user_id: login.id,
        delivered_seq: deskReadSeq,
        read_seq: deskReadSeq,
      })),
    );
  await tx.insertInto("receipts").values(receiptRows).execute();
  await insertEvents(tx, conversations);
}

async function insertEvents(tx: TenantTx, conversations: readonly ConversationDraft[]): Promise<void> {
  const rows = conversations.flatMap(({ id, events }) =>
    events.map((event) => ({
      tenant_id: demoTenant.id,
      conversation_id: id,
      seq: event.seq,
      public_seq: event.publicSeq,
      id: event.id,
      kind: event.kind,
      actor_type: event.actor.type,
      actor_id: event.actor.id,
      actor_name: event.actor.name,
      client_message_id: event.clientMessageId,
      data: JSON.stringify(event.data),
      created_at: event.createdAt,
      edited_at: null,
      deleted_at: null,
    })),
  );
  await inParts(rows, (part) => tx.insertInto("events").values(part).execute());
}
