import { type AnyConversation, type Conversation, QUEUE_RANK } from "@chorus/contracts/entities/conversation";
import type { InfiniteData, QueryClient } from "@tanstack/react-query";

export const FILTERS = ["queue", "mine", "open", "snoozed", "closed"] as const;
export type Filter = (typeof FILTERS)[number];

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

export function belongsTo(filter: Filter, conversation: Conversation, userId: string): boolean {
  if (filter === "queue") return conversation.status === "queued";
  if (filter === "closed" || filter === "snoozed") return conversation.status === filter;
  return conversation.status === "open" && (filter === "open" || conversation.assignee?.id === userId);
}

/** The queue is by priority and then longest waiting first, everything else last changed first. */
function comesBefore(filter: Filter, one: Conversation, other: Conversation): boolean {
  if (filter === "queue") {
    const ahead = QUEUE_RANK[one.priority] - QUEUE_RANK[other.priority];
    if (ahead !== 0) return ahead > 0;
    return (one.waitingSince ?? one.createdAt) < (other.waitingSince ?? other.createdAt);
  }
  return one.updatedAt > other.updatedAt;
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

export function findListed(queryClient: QueryClient, conversationId: string): Conversation | undefined {
  for (const filter of FILTERS) {
    for (const page of queryClient.getQueryData<ConversationPages>(listKey(filter))?.pages ?? []) {
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
  const isNewFromCustomer = lastMessage?.author.type === "customer" && lastMessage.seq > (known?.lastMessage?.seq ?? 0);
  return { ...conversation, unread: Math.min(100, (known?.unread ?? 0) + (isNewFromCustomer ? 1 : 0)) };
}

/** Updates all loaded lists with one changed conversation. */
export function placeConversation(queryClient: QueryClient, pushed: Conversation, userId: string): void {
  const known = findListed(queryClient, pushed.id);
  // A late push must not undo the result of an action.
  if (known && known.headSeq > pushed.headSeq) return;
  const conversation = withUnread(pushed, known);
  for (const filter of FILTERS) {
    queryClient.setQueryData<ConversationPages>(
      listKey(filter),
      (pages) => pages && placeInPages(pages, filter, conversation, belongsTo(filter, conversation, userId)),
    );
  }
}

export function removeConversation(queryClient: QueryClient, conversation: Conversation): void {
  for (const filter of FILTERS) {
    queryClient.setQueryData<ConversationPages>(
      listKey(filter),
      (pages) => pages && placeInPages(pages, filter, conversation, false),
    );
  }
}

/**
 * The person has read a conversation up to a position, in this tab or in another.
 * @param readSeq later messages stay unread; absent: everything is read
 */
export function recordRead(queryClient: QueryClient, conversationId: string, readSeq = Infinity): void {
  const isNowRead = (item: Conversation) =>
    item.id === conversationId && item.unread !== 0 && (item.lastMessage?.seq ?? 0) <= readSeq;
  for (const filter of FILTERS) {
    queryClient.setQueryData<ConversationPages>(listKey(filter), (pages) => {
      if (!pages?.pages.some((page) => page.items.some(isNowRead))) return pages;
      return {
        ...pages,
        pages: pages.pages.map((page) => ({
          ...page,
          items: page.items.map((item) => (isNowRead(item) ? { ...item, unread: 0 } : item)),
        })),
      };
    });
  }
}
