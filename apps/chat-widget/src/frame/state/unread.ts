import type { ConversationSnapshot } from "@chorus/client-sdk/conversation/conversation-snapshot";
import type { Message } from "@chorus/contracts/entities/message";
import { photoOfAuthor } from "./photo-of-author.ts";

export type UnreadMessage = Pick<Message, "id" | "author" | "body" | "createdAt"> & { avatar: string | null };

type Source = Pick<ConversationSnapshot, "timeline" | "receipts">;

/** Messages of others that `selfId` has not read. */
export function unreadOf(snapshot: Source, selfId: string): number {
  return unreadMessages(snapshot, selfId).length;
}

/** The last one of them that has words. */
export function lastUnread(snapshot: ConversationSnapshot, selfId: string): UnreadMessage | undefined {
  const last = unreadMessages(snapshot, selfId).findLast((message) => message.deletedAt === null);
  return last && { ...last, avatar: photoOfAuthor(last.author, snapshot.conversation?.assignee) };
}

function unreadMessages({ timeline, receipts }: Source, selfId: string): Message[] {
  const readSeq = receipts.get(selfId)?.readSeq ?? 0;
  return timeline.flatMap((entry) =>
    entry.type === "message" && entry.seq > readSeq && entry.message.author.id !== selfId ? entry.message : [],
  );
}
