import { type AnyConversation, type Conversation, QUEUE_RANK } from "@chorus/contracts/entities/conversation";
import type { InfiniteData, QueryClient } from "@tanstack/react-query";

export const FILTERS = ["mine", "here", "queue", "open", "snoozed", "closed"] as const;
/** A list of the desk, as its address names it. */
export type Filter = (typeof FILTERS)[number] | `team-${string}`;

const TEAM = /^team-([0-9a-f-]{36})$/;

export function isFilter(text: string): text is Filter {
  return FILTERS.some((filter) => filter === text) || TEAM.test(text);
}

/** The team of a team's list; null for any other. */
export function teamOf(filter: Filter): string | null {
  return TEAM.exec(filter)?.[1] ?? null;
}

/** The list that shows conversations of that status to everybody. */
export const LIST_OF_STATUS = {
  queued: "queue",
  open: "open",
  snoozed: "snoozed",
  closed: "closed",
} as const satisfies Record<Conversation["status"], Filter>;

export interface ConversationPage {
  items: readonly Conversation[];
  nextCursor: string | null;
}

export type ConversationPages = InfiniteData<ConversationPage, string | null>;

export const listKey = (filter: Filter) => ["conversations", filter] as const;

/** Agents get whole conversations, customers do not; the desk only signs in agents. */
export function isDeskConversation(conversation: AnyConversation | null | undefined): conversation is Conversation {
  return conversation !== null && conversation !== undefined && "customer" in conversation;
}

/** `isListed`: it is in that list already, which only the server can say of who is here. */
export function belongsTo(filter: Filter, conversation: Conversation, userId: string, isListed: boolean): boolean {
  const { status } = conversation;
  const isAtWork = status === "open" || status === "queued";
  switch (filter) {
    case "queue":
      return status === "queued";
    case "closed":
    case "snoozed":
    case "open":
      return status === filter;
    case "here":
      return isAtWork && isListed;
    case "mine":
      return status === "open" && conversation.assignee?.id === userId;
    default:
      return isAtWork && conversation.team?.id === teamOf(filter);
  }
}

/** When something happened that is news to a person; services of the release before only know the last change. */
export const newsAt = (conversation: Conversation) => conversation.newsAt ?? conversation.updatedAt;

/** The queue is by priority and then longest waiting first, everything else by what is news. */
function comesBefore(filter: Filter, one: Conversation, other: Conversation): boolean {
  if (filter === "queue") {
    const ahead = QUEUE_RANK[one.priority] - QUEUE_RANK[other.priority];
    if (ahead !== 0) return ahead > 0;
    return (one.waitingSince ?? one.createdAt) < (other.waitingSince ?? other.createdAt);
  }
  return newsAt(one) > newsAt(other);
}

/** Removes the conversation from a list, and inserts it at its new place if it belongs there. */
export function placeInPages(
  pages: ConversationPages,
  filter: Filter,
  conversation: Conversation,
  belongs: boolean,
): ConversationPages {
  let isPlaced = !belongs;
  const placed = pages.pages.map((page, index) => {
    const items: Conversation[] = [];
    for (const item of page.items) {
      if (item.id === conversation.id) continue;
      if (!isPlaced && comesBefore(filter, conversation, item)) {
        items.push(conversation);
        isPlaced = true;
      }
      items.push(item);
    }
    // Beyond the loaded rows it is inserted only when all rows before it are loaded.
    const isEnd = index === pages.pages.length - 1 && page.nextCursor === null;
    if (!isPlaced && isEnd) {
      items.push(conversation);
      isPlaced = true;
    }
    return { ...page, items };
  });
  return { ...pages, pages: placed };
}

/** The loaded lists. */
function loaded(queryClient: QueryClient): { filter: Filter; pages: ConversationPages }[] {
  return queryClient
    .getQueriesData<ConversationPages>({ queryKey: ["conversations"] })
    .flatMap(([[, filter], pages]) => (pages ? [{ filter: filter as Filter, pages }] : []));
}

/** Every conversation of the loaded lists, each once. */
export function listedConversations(queryClient: QueryClient): readonly Conversation[] {
  const found = new Map<string, Conversation>();
  for (const { pages } of loaded(queryClient)) {
    for (const page of pages.pages) for (const item of page.items) if (!found.has(item.id)) found.set(item.id, item);
  }
  return [...found.values()];
}

export function findListed(queryClient: QueryClient, conversationId: string): Conversation | undefined {
  for (const { pages } of loaded(queryClient)) {
    for (const page of pages.pages) {
      const found = page.items.find((item) => item.id === conversationId);
      if (found) return found;
    }
  }
  return undefined;
}

/** Pushes have no unread count, because readers share them: it is derived from the known one. */
export function withUnread(conversation: Conversation, known: Conversation | undefined): Conversation {
  if (conversation.unread !== null) return conversation;
  const { lastMessage } = conversation;
  const knownLast = known?.lastMessage;
  const isFromCustomer = lastMessage?.author.type === "customer";
  const isNew = isFromCustomer && lastMessage.seq > (knownLast?.seq ?? 0);
  // Its words are gone with it.
  const isDeleted =
    isFromCustomer && lastMessage.seq === knownLast?.seq && lastMessage.body === "" && knownLast.body !== "";
  const change = (isNew ? 1 : 0) - (isDeleted ? 1 : 0);
  return { ...conversation, unread: Math.max(0, Math.min(100, (known?.unread ?? 0) + change)) };
}

/** Updates all loaded lists with one changed conversation. */
export function placeConversation(queryClient: QueryClient, pushed: Conversation, userId: string): void {
  const known = findListed(queryClient, pushed.id);
  // A late push must not undo the result of an action.
  if (known && known.headSeq > pushed.headSeq) return;
  const conversation = withUnread(pushed, known);
  for (const { filter, pages } of loaded(queryClient)) {
    const isListed = pages.pages.some((page) => page.items.some(({ id }) => id === conversation.id));
    const belongs = belongsTo(filter, conversation, userId, isListed);
    if (isListed || belongs)
      queryClient.setQueryData(listKey(filter), placeInPages(pages, filter, conversation, belongs));
  }
}

export function removeConversation(queryClient: QueryClient, conversation: Conversation): void {
  for (const { filter, pages } of loaded(queryClient)) {
    queryClient.setQueryData(listKey(filter), placeInPages(pages, filter, conversation, false));
  }
}

/**
 * The person has read a conversation up to a position, in this tab or in another.
 * @param readSeq later messages stay unread; absent: everything is read
 */
export function recordRead(queryClient: QueryClient, conversationId: string, readSeq = Infinity): void {
  const isNowRead = (item: Conversation) =>
    item.id === conversationId && item.unread !== 0 && (item.lastMessage?.seq ?? 0) <= readSeq;
  for (const { filter, pages } of loaded(queryClient)) {
    if (!pages.pages.some((page) => page.items.some(isNowRead))) continue;
    queryClient.setQueryData<ConversationPages>(listKey(filter), {
      ...pages,
      pages: pages.pages.map((page) => ({
        ...page,
        items: page.items.map((item) => (isNowRead(item) ? { ...item, unread: 0 } : item)),
      })),
    });
  }
}
