import type { ChatContext } from "@chorus/chat-service/context";
import { listConversations } from "@chorus/chat-service/conversations/reads/list-conversations";
import { readEvents } from "@chorus/chat-service/conversations/reads/read-events";
import { syncConversations } from "@chorus/chat-service/conversations/reads/sync-conversations";
import { findConversation } from "@chorus/chat-service/conversations/rows/conversation-queries";
import type { Principal } from "@chorus/chat-service/identity/principal";
import { selectReceipts } from "@chorus/chat-service/messages/receipt-queries";
import { readReplyMinutes } from "@chorus/chat-service/tenants/read-reply-minutes";
import { systemClock } from "@chorus/kernel/clock";
import { expect, test } from "vitest";
import {
  agent,
  agentId,
  context,
  conversationId,
  database,
  list,
  plans,
  tenantId,
  withPlannedDesk,
} from "./planned-desk.ts";

withPlannedDesk();

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
