import { randomUUID } from "node:crypto";
import type { ChatContext } from "@chorus/chat-service/context";
import { listConversations } from "@chorus/chat-service/conversations/reads/list-conversations";
import type { Principal } from "@chorus/chat-service/identity/principal";
import { systemClock } from "@chorus/kernel/clock";
import { createTestDatabase, type TestDatabase } from "@chorus/testing/test-database";
import { afterAll, beforeAll, expect } from "vitest";
import { type Database, openDatabase } from "../src/database.ts";
import { seedMessages } from "../src/testing/seed-messages.ts";
import { plansOf } from "./recorded-plans.ts";

const SIZE = { conversations: 20_000, messagesEach: 5 };
export const LIMIT = 50;
export const tenantId = randomUUID();
export const agentId = randomUUID();
export const teamId = randomUUID();
export const agent: Principal = { tenantId, userId: agentId, role: "agent", sessionId: randomUUID() };

let testDatabase: TestDatabase;
export let database: Database;
export let conversationId: string;
/** Customers who are here, of whom a conversation is open. */
let connected: string[] = [];

/** What tests of plans begin with: a company with so much in it that reading all of it would not pay. */
export function withPlannedDesk(): void {
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
}

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

export const context = (reader: Pick<Database, "readTenant">) =>
  ({
    ...{ clock: systemClock, database: reader, epoch: { current: () => "e1" } },
    connectedCustomers: async () => connected,
  }) as unknown as ChatContext;

export const list = (filter: {
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
export async function plans(run: (ask: ChatContext) => Promise<unknown>): Promise<string> {
  const found = (await plansOf(database, (recording) => run(context(recording)))).join("\n\n");
  expect(found).not.toMatch(/Seq Scan (conversations|events|receipts|outbox|customers)/);
  expect(found).not.toContain("reads past");
  return `\n${found}\n`;
}
