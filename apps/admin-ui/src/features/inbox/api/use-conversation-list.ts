import { listConversations } from "@chorus/contracts/routes/conversations";
import { listQueue } from "@chorus/contracts/routes/queue";
import { useInfiniteQuery } from "@tanstack/react-query";
import {
  type ConversationPage,
  type Filter,
  isDeskConversation,
  listKey,
} from "../../../lib/desk/conversation-lists.ts";
import type { DeskSession } from "../../../lib/session/desk-session.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";

const PAGE_SIZE = 50;

const QUERIES = {
  mine: { status: "open", assignee: "me" },
  open: { status: "open" },
  snoozed: { status: "snoozed" },
  closed: { status: "closed" },
} as const;

async function loadPage(
  session: DeskSession,
  filter: Filter,
  cursor: string | null,
  signal: AbortSignal,
): Promise<ConversationPage> {
  const query = { limit: PAGE_SIZE, ...(cursor === null ? {} : { cursor }) };
  if (filter === "queue") {
    const page = await session.rest.call(listQueue, { query, signal });
    return { items: page.items.map((item) => item.conversation), nextCursor: page.nextCursor };
  }
  const page = await session.rest.call(listConversations, { query: { ...query, ...QUERIES[filter] }, signal });
  return { items: page.items.filter(isDeskConversation), nextCursor: page.nextCursor };
}

export function useConversationList(filter: Filter) {
  const session = useDeskSession();
  return useInfiniteQuery({
    queryKey: listKey(filter),
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => loadPage(session, filter, pageParam, signal),
    getNextPageParam: (page) => page.nextCursor,
  });
}
