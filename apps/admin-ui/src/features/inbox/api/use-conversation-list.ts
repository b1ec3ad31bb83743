import { listConversations } from "@chorus/contracts/routes/conversations";
import { listQueue } from "@chorus/contracts/routes/queue";
import { useInfiniteQuery } from "@tanstack/react-query";
import {
  type ConversationPage,
  type Filter,
  isDeskConversation,
  listKey,
  teamOf,
} from "../../../lib/desk/conversation-lists.ts";
import type { DeskSession } from "../../../lib/session/desk-session.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";

const PAGE_SIZE = 50;
/** Nobody pushes who comes and goes among all customers. */
const HERE_POLL_MS = 15_000;

const QUERIES = {
  mine: { status: "open", assignee: "me" },
  here: { here: "true" },
  open: { status: "open" },
  snoozed: { status: "snoozed" },
  closed: { status: "closed" },
} as const;

/** What the list asks for; the queue has a route of its own. */
function queryOf(filter: Exclude<Filter, "queue">) {
  const teamId = teamOf(filter);
  if (teamId !== null) return { teamId };
  return QUERIES[filter as keyof typeof QUERIES];
}

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
  const page = await session.rest.call(listConversations, { query: { ...query, ...queryOf(filter) }, signal });
  return { items: page.items.filter(isDeskConversation), nextCursor: page.nextCursor };
}

export function useConversationList(filter: Filter) {
  const session = useDeskSession();
  return useInfiniteQuery({
    queryKey: listKey(filter),
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => loadPage(session, filter, pageParam, signal),
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: filter === "here" ? HERE_POLL_MS : false,
  });
}
