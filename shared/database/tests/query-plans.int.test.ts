import { randomUUID } from "node:crypto";
import type { ChatContext } from "@chorus/chat-service/context";
import type { Principal } from "@chorus/chat-service/identity/principal";
import { listConversations } from "@chorus/chat-service/conversations/reads/list-conversations";
import { countConversations } from "@chorus/chat-service/conversations/reads/count-conversations";
import { readEvents } from "@chorus/chat-service/conversations/reads/read-events";
import { findConversation } from "@chorus/chat-service/conversations/rows/conversation-queries";
import { selectReceipts } from "@chorus/chat-service/messages/receipt-queries";
import { syncConversations } from "@chorus/chat-service/conversations/reads/sync-conversations";
import { liveReport } from "@chorus/chat-service/reports/live-report";
import { readReplyMinutes } from "@chorus/chat-service/tenants/read-reply-minutes";
import { listQueue } from "@chorus/chat-service/routing/list-queue";
import { openDatabase, type Database } from "../src/database.ts";
import { systemClock } from "@chorus/kernel/clock";
import { createTestDatabase, type TestDatabase } from "@chorus/testing/test-database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { plansOf } from "./recorded-plans.ts";
import { seedMessages } from "../src/testing/seed-messages.ts";

const SIZE = { conversations: 20_000, messagesEach: 5 };
const LIMIT = 50;
const tenantId = randomUUID();
const agentId = randomUUID();
const teamId = randomUUID();
const agent: Principal = { tenantId, userId: agentId, role: "agent", sessionId: randomUUID() };

let testDatabase: TestDatabase;
let database: Database;
let conversationId: string;
/** Customers who are here, of whom a conversation is open. */
let connected: string[] = [];

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({
    url: testDatabase.url,
    poolSize: 2,
    applicationName: "test",
    onError: (error) => expect.unreachable(error.message),
  });
  await database.withTenant(tenantId, async (tx) => {
    const tenant = { tenant_id: tenantId, slug: "plans", name: "Plans", widget_key: "plans" };
    await tx.insertInto("tenants").values(tenant).execute();
    const nobody = { avatar: null, password_hash: null, disabled_at: null };
    const ana = { tenant_id: tenantId, id: agentId, name: "Ana", email: "ana@plans.test", role: "agent" as const };
    await tx
      .insertInto("users")
      .values({ ...ana, ...nobody })
      .execute();
  });
  await seedMessages(testDatabase.adminUrl, { tenantId, agentId }, SIZE);
  await seedReading();
  const page = await listConversations(context(database), agent, list({ status: "closed" }));
  conversationId = page.items[0]?.id ?? "";
  const open = await listConversations(context(database), agent, list({ status: "open" }));
  connected = open.items.map(({ id }) => id);
});
afterAll(async () => {
  await database.close();
  await testDatabase[Symbol.asyncDispose]();
});

/** What somebody has read, and the outbox of all messages: so much that going through all would not pay. */
async function seedReading(): Promise<void> {
  const onError = (error: Error) => expect.unreachable(error.message);
  const owner = openDatabase({
    url: testDatabase.adminUrl,
    poolSize: 1,
    applicationName: "seed",
    defaultBudget: "background",
    onError,
  });
  const statements = [
    `insert into receipts (tenant_id, conversation_id, user_id, delivered_seq, read_seq)
     select tenant_id, id, $2, 3, 2 from conversations where tenant_id = $1`,
    `insert into teams (tenant_id, id, name) values ($1, $2, 'Returns')`,
    `update conversations set team_id = $2 where tenant_id = $1 and abs(hashtext(id::text)) % 20 = 0`,
    `insert into outbox (tenant_id, conversation_id, seq, topic, payload)
     select tenant_id, conversation_id, seq, 'conversation', '{}' from events where tenant_id = $1`,
  ];
  for (const statement of statements)
    await owner.statement(
      "",
      statement,
      statement.includes("$2") ? [tenantId, /team/.test(statement) ? teamId : agentId] : [tenantId],
    );
  await owner.statement("", "vacuum analyze", []);
  await owner.close();
}

const context = (reader: Pick<Database, "readTenant">) =>
  ({
    ...{ clock: systemClock, database: reader, epoch: { current: () => "e1" } },
    connectedCustomers: async () => connected,
  }) as unknown as ChatContext;

const list = (filter: {
  status?: "open" | "closed";
  assignee?: string;
  teamId?: string;
  here?: boolean;
  cursor?: string;
}) => ({
  ...{ status: filter.status, assignee: filter.assignee, teamId: filter.teamId, here: filter.here },
  tag: undefined,
  limit: LIMIT,
  cursor: filter.cursor,
});

/**
 * Nothing on a hot path may read a large table from one end to the other, nor sort what it has read of it, nor go through all
 * messages of a conversation for those after a number.
 */
async function plans(run: (ask: ChatContext) => Promise<unknown>): Promise<string> {
  const found = (await plansOf(database, (recording) => run(context(recording)))).join("\n\n");
  expect(found).not.toMatch(/Seq Scan (conversations|events|receipts|outbox|customers)/);
  expect(found).not.toContain("reads past");
  return `\n${found}\n`;
}

type Filter = Parameters<typeof list>[0];

const LISTS: readonly { name: string; index: string; filter: () => Filter | Promise<Filter> }[] = [
  { name: "all open", index: "conversations_of_status_by_news", filter: () => ({ status: "open" }) },
  { name: "mine", index: "conversations_of_assignee_by_news", filter: () => ({ status: "open", assignee: "me" }) },
  {
    name: "closed, a later page",
    index: "conversations_by_news",
    filter: async () => {
      const { nextCursor } = await listConversations(context(database), agent, list({ status: "closed" }));
      return { status: "closed", cursor: nextCursor ?? "" };
    },
  },
];

test.each(LISTS)("a list, with names and unread messages: $name", async ({ index, filter }) => {
  const found = await plans(async (ask) => listConversations(ask, agent, list(await filter())));
  expect(found.replaceAll(index, "the index of the list")).toMatchInlineSnapshot(`
    "
    Limit
      Result
      Result
      Result
      Result
      Result
        Nested Loop
          Nested Loop
            Nested Loop
              Index Scan the index of the list
              Index Scan customers_pkey
            Materialize
              Result
                Seq Scan users
          Materialize
            Result
              Seq Scan teams
          Aggregate
            Limit
              Result
                Result
                Index Scan receipts_pkey
              Result
              Result
                Index Scan events_pkey
    "
  `);
});

/** The index that finds a list's conversations. */
const indexOf = (plan: string) => /Scan (conversations_\w+)/.exec(plan)?.[1];

test.each([
  { name: "a team's open ones", filter: { status: "open", teamId }, index: "conversations_of_team_by_news" },
  { name: "who is here", filter: { here: true }, index: "conversations_one_open_per_customer" },
] as const)("a list: $name", async ({ filter, index }) => {
  expect(indexOf(await plans((ask) => listConversations(ask, agent, list(filter))))).toBe(index);
});

test("how many each list has", async () => {
  expect(await plans((ask) => countConversations(ask, agent))).toMatchInlineSnapshot(`
    "
    Result
      Aggregate
        Limit
          Result
          Index Scan conversations_of_assignee_by_news
      Aggregate
        Limit
          Result
          Index Only Scan conversations_of_status_by_news
      Aggregate
        Limit
          Result
          Index Only Scan conversations_of_status_by_news
      Aggregate
        Limit
          Result
          Index Only Scan conversations_of_status_by_news
      Aggregate
        Limit
          Result
          Index Scan conversations_one_open_per_customer
      Aggregate
        Limit
          Result
          Index Scan conversations_of_assignee_by_news
            Result
              Result
              Index Scan receipts_pkey
            Result
              Result
                Result
                Index Scan receipts_pkey
              Result
              Index Scan events_pkey
      Aggregate
        Limit
          Result
          Sort
            Seq Scan teams
        Aggregate
          Append
            Limit
              Result
              Index Only Scan conversations_of_team_by_news
            Limit
              Result
              Index Only Scan conversations_of_team_by_news
    "
  `);
});

test("the queue", async () => {
  expect(await plans((ask) => listQueue(ask, agent, { limit: LIMIT, cursor: undefined }))).toMatchInlineSnapshot(`
    "
    Limit
      Result
      Index Only Scan chat_queue_order

    Result
      Result
      Result
      Result
      Result
      Nested Loop
        Nested Loop
          Nested Loop
            Index Scan conversations_pkey
            Index Scan customers_pkey
          Materialize
            Result
              Seq Scan users
        Materialize
          Result
            Seq Scan teams
      Aggregate
        Limit
          Result
            Result
            Index Scan receipts_pkey
          Result
          Result
            Index Scan events_pkey
    "
  `);
});

test("one conversation with its unread messages", async () => {
  const read = (ask: ChatContext) =>
    ask.database.readTenant(tenantId, (tx) =>
      findConversation(tx, { role: "agent", userId: agentId }, conversationId, agentId),
    );
  expect(await plans(read)).toMatchInlineSnapshot(`
    "
    Result
      Result
      Result
      Result
      Result
      Nested Loop
        Nested Loop
          Nested Loop
            Index Scan conversations_pkey
            Index Scan customers_pkey
          Result
            Seq Scan users
        Result
          Seq Scan teams
      Aggregate
        Limit
          Result
            Result
            Index Scan receipts_pkey
          Result
          Result
            Index Scan events_pkey
    "
  `);
});

test("how far somebody has read, in both numberings", async () => {
  const read = (ask: ChatContext) =>
    ask.database.readTenant(tenantId, (tx) => selectReceipts(tx, [conversationId], [agentId]));
  expect(await plans(read)).toMatchInlineSnapshot(`
    "
    Index Scan receipts_pkey
      Result
      Limit
        Result
        Result
          Index Scan events_pkey
      Limit
        Result
        Result
          Index Scan events_pkey
      Result
        Result
        Index Scan conversations_pkey
      Result
        Result
        Index Scan events_pkey
    "
  `);
});

const customer: Principal = { ...agent, role: "customer" };
const PAGES = [
  { name: "the newest", reader: agent, range: { afterSeq: undefined, beforeSeq: undefined }, index: "events_pkey" },
  { name: "an older one", reader: agent, range: { afterSeq: undefined, beforeSeq: 4 }, index: "events_pkey" },
  {
    ...{ name: "a customer's, by the public numbers", reader: customer },
    ...{ range: { afterSeq: 1, beforeSeq: undefined }, index: "events_public" },
  },
];

test.each(PAGES)("a page of a log: $name", async ({ reader, range, index }) => {
  const owner = reader === customer ? { ...reader, userId: conversationId } : reader;
  const found = await plans((ask) => readEvents(ask, owner, { conversationId, ...range, limit: 3 }));
  expect(found.replaceAll(index, "the index of the numbering")).toMatchInlineSnapshot(`
    "
    Result
      Result
      Result
      Result
      Result
      Nested Loop
        Nested Loop
          Nested Loop
            Index Scan conversations_pkey
            Index Scan customers_pkey
          Result
            Seq Scan users
        Result
          Seq Scan teams

    Limit
      Result
      Index Scan the index of the numbering
    "
  `);
});

test("what a storm of subscribers misses", async () => {
  const { items } = await listConversations(context(database), agent, list({ status: "closed" }));
  const subscribers = items.flatMap(({ id }) => [
    { principal: agent, conversationId: id, afterSeq: 2, limit: 300 },
    { principal: { ...customer, userId: id }, conversationId: id, limit: 50 },
  ]);
  const found = await plans((ask) => syncConversations(ask, tenantId, subscribers));
  for (const index of ["events_pkey", "events_public", "receipts_pkey"]) expect(found).toContain(`Index Scan ${index}`);
});

test("a customer's list with its last words, and how soon people answer", async () => {
  const owner: Principal = { ...agent, role: "customer", userId: conversationId };
  const listed = await plans((ask) => listConversations(ask, owner, list({})));
  for (const index of ["conversations_of_customer_by_news", "events_pkey"]) expect(listed).toContain(index);
  const timed = await plans((ask) => readReplyMinutes(ask.database, tenantId, systemClock.now()));
  expect(timed).toContain("Index Scan events_pkey");
});

test("the live figures", async () => {
  expect(await plans((ask) => liveReport(ask, agent))).toMatchInlineSnapshot(`
    "
    Result
      Aggregate
        Limit
          Result
          Seq Scan chat_queue
      Aggregate
        Result
        Seq Scan chat_queue
      Aggregate
        Limit
          Result
          Index Only Scan conversations_of_status_by_news

    Aggregate
      Limit
        Result
        Index Scan outbox_pkey
      Aggregate
        CTE Scan
      Aggregate
        CTE Scan
      Nested Loop
        CTE Scan
        Memoize
          Result
            Result
            Index Scan events_pkey

    Aggregate
      Sort
        Subquery Scan
          Limit
            Result
            Index Scan conversations_of_status_by_news

    Nested Loop
      Result
      Result
      Nested Loop
        Limit
          Result
          Sort
            Seq Scan chat_queue
        Index Scan conversations_pkey
      Index Scan customers_pkey
    "
  `);
});
