import type { CustomerConversation } from "@chorus/contracts/entities/conversation";
import type { MessagePreview } from "@chorus/contracts/entities/message";
import { photoOfAuthor } from "./photo-of-author.ts";

/** A conversation as a list shows it. */
export interface Recent {
  id: string;
  /** Of whom it is with. */
  personId: string | null;
  name: string;
  avatar: string | null;
  isAssistant: boolean;
  text: string;
  at: string;
  isMine: boolean;
  isUnread: boolean;
  /** Null where it goes without saying. */
  status: "isOpen" | "isWaiting" | "isClosed" | null;
}

const STATUS = { queued: "isWaiting", open: "isOpen", snoozed: "isOpen", closed: "isClosed" } as const;

/**
 * @param last its last message
 * @param teamName who is spoken with as long as nobody has answered
 */
export function recentOf(
  conversation: Pick<CustomerConversation, "id" | "status" | "subject" | "assignee" | "updatedAt">,
  last: Pick<MessagePreview, "author" | "body" | "createdAt"> | null,
  { teamName, isUnread }: { teamName: string; isUnread: boolean },
): Recent {
  const { assignee } = conversation;
  const isMine = last?.author.type === "customer";
  const author = last && !isMine ? last.author : null;
  return {
    id: conversation.id,
    personId: author?.id ?? assignee?.id ?? null,
    name: author?.name || (assignee?.name ?? teamName),
    avatar: author ? photoOfAuthor(author, assignee) : (assignee?.avatar ?? null),
    isAssistant: author?.type === "assistant",
    text: last?.body ?? conversation.subject ?? "",
    at: last?.createdAt ?? conversation.updatedAt,
    isMine,
    isUnread,
    status: STATUS[conversation.status],
  };
}
