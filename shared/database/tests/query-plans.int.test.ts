import { countConversations } from "@chorus/chat-service/conversations/reads/count-conversations";
import { listConversations } from "@chorus/chat-service/conversations/reads/list-conversations";
import { liveReport } from "@chorus/chat-service/reports/live-report";
import { listQueue } from "@chorus/chat-service/routing/list-queue";
import { expect, test } from "vitest";
import { agent, context, database, LIMIT, list, plans, teamId, withPlannedDesk } from "./planned-desk.ts";

withPlannedDesk();

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
