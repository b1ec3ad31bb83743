import { sampleDeskConversation } from "@chorus/contracts/testing/sample-conversation";
import type { Conversation } from "@chorus/contracts/entities/conversation";
import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import {
  belongsTo,
  type ConversationPages,
  findListed,
  isFilter,
  listKey,
  recordRead,
  placeConversation,
  placeInPages,
  withUnread,
} from "./conversation-lists.ts";

const ME = "me";

function conversation(id: string, minute: number, fields: Partial<Conversation> = {}): Conversation {
  const at = `2026-11-21T09:${String(minute).padStart(2, "0")}:00.000Z`;
  const customer = { id: `customer-${id}`, name: "Ada", email: null, verified: false };
  return sampleDeskConversation({
    ...{ id, customer, tenantId: "t", headSeq: minute, unread: 0, newsAt: at, createdAt: at, updatedAt: at },
    lastMessage: {
      seq: minute,
      kind: "text",
      author: { type: "customer", id: customer.id, name: "Ada" },
      body: "x",
      createdAt: at,
    },
    ...fields,
  });
}

const pagesOf = (items: Conversation[], nextCursor: string | null = null): ConversationPages => ({
  pages: [{ items, nextCursor }],
  pageParams: [null],
});
const ids = (pages: ConversationPages | undefined) => pages?.pages.flatMap((page) => page.items.map((item) => item.id));

test("a changed conversation moves to its place, once", () => {
  const pages = pagesOf([conversation("a", 9), conversation("b", 5), conversation("c", 3)]);
  expect(ids(placeInPages(pages, "open", conversation("c", 7), true))).toEqual(["a", "c", "b"]);
  expect(ids(placeInPages(pages, "open", conversation("b", 5), false))).toEqual(["a", "c"]);
});

test("what is no news changes a row where it stands", () => {
  const tagged = { ...conversation("c", 3, { tags: ["vip"] }), updatedAt: conversation("z", 50).updatedAt };
  const pages = pagesOf([conversation("a", 9), conversation("b", 5), conversation("c", 3)]);
  expect(ids(placeInPages(pages, "open", tagged, true))).toEqual(["a", "b", "c"]);
});

test("what belongs after everything loaded is not shown while a page is missing", () => {
  expect(ids(placeInPages(pagesOf([conversation("a", 9)], "next"), "open", conversation("z", 1), true))).toEqual(["a"]);
  expect(ids(placeInPages(pagesOf([conversation("a", 9)]), "open", conversation("z", 1), true))).toEqual(["a", "z"]);
});

const waiting = (id: string, minute: number) =>
  conversation(id, 30, { status: "queued", waitingSince: conversation(id, minute).createdAt });

test("the queue is by priority before it is by waiting", () => {
  const pages = pagesOf([waiting("a", 1), waiting("b", 2)]);
  const urgent = { ...waiting("c", 9), priority: "urgent" as const };
  const low = { ...waiting("d", 0), priority: "low" as const };
  const placed = placeInPages(placeInPages(pages, "queue", urgent, true), "queue", low, true);
  expect(ids(placed)).toEqual(["c", "a", "b", "d"]);
});

test("the queue is longest waiting first", () => {
  const pages = pagesOf([waiting("a", 1), waiting("b", 9)]);
  expect(ids(placeInPages(pages, "queue", waiting("c", 5), true))).toEqual(["a", "c", "b"]);
});

test("filters", () => {
  const mine = conversation("a", 1, { assignee: { id: ME, name: "Max", avatar: null } });
  expect(["queue", "mine", "open", "closed"].map((filter) => belongsTo(filter as "queue", mine, ME, false))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(belongsTo("mine", conversation("b", 1), ME, false)).toBe(false);
});

test("a team's list has its open and queued ones, and who is here stays until the server says otherwise", () => {
  const team = { id: "0197a2b4-0000-7000-8000-000000000001", name: "Returns" };
  const ofTeam = conversation("a", 1, { team, status: "queued" });
  const belongs = (filter: string, item: Conversation, isListed = false) =>
    belongsTo(filter as "queue", item, ME, isListed);
  expect(belongs(`team-${team.id}`, ofTeam)).toBe(true);
  expect(belongs(`team-${team.id}`, { ...ofTeam, status: "closed" })).toBe(false);
  expect(belongs("team-0197a2b4-0000-7000-8000-000000000002", ofTeam)).toBe(false);
  expect([belongs("here", ofTeam), belongs("here", ofTeam, true)]).toEqual([false, true]);
  expect([isFilter(`team-${team.id}`), isFilter("team-x"), isFilter("here")]).toEqual([true, false, true]);
});

test("pushes count on from what was unread, and only what the customer said", () => {
  const known = conversation("a", 5, { unread: 2 });
  expect(withUnread(conversation("a", 6, { unread: null }), known).unread).toBe(3);
  expect(withUnread(conversation("a", 5, { unread: null }), known).unread).toBe(2);
  const answered = conversation("a", 7, { unread: null });
  const author = { type: "agent" as const, id: ME, name: "Max" };
  expect(
    withUnread({ ...answered, lastMessage: answered.lastMessage && { ...answered.lastMessage, author } }, known).unread,
  ).toBe(2);
});

test("a last message that is deleted is not unread any more, once", () => {
  const known = conversation("a", 5, { unread: 2 });
  const pushed = conversation("a", 5, { unread: null });
  const deleted = { ...pushed, lastMessage: pushed.lastMessage && { ...pushed.lastMessage, body: "" } };
  expect(withUnread(deleted, known).unread).toBe(1);
  expect(withUnread(deleted, withUnread(deleted, known)).unread).toBe(1);
  expect(withUnread(deleted, { ...known, unread: 0 }).unread).toBe(0);
});

test("an accepted conversation changes lists everywhere at once, and a late push does not bring it back", () => {
  const queryClient = new QueryClient();
  const queued = conversation("a", 1, { status: "queued" });
  queryClient.setQueryData(listKey("queue"), pagesOf([queued]));
  queryClient.setQueryData(listKey("mine"), pagesOf([]));
  const accepted = conversation("a", 2, { assignee: { id: ME, name: "Max", avatar: null } });
  placeConversation(queryClient, accepted, ME);
  placeConversation(queryClient, queued, ME);
  expect(ids(queryClient.getQueryData(listKey("queue")))).toEqual([]);
  expect(ids(queryClient.getQueryData(listKey("mine")))).toEqual(["a"]);
  placeConversation(queryClient, { ...accepted, headSeq: 3, unread: 4 }, ME);
  recordRead(queryClient, "a");
  expect(findListed(queryClient, "a")?.unread).toBe(0);
});
