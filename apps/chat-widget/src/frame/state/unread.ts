import type { ConversationSnapshot } from "@chorus/client-sdk/conversation/conversation-snapshot";

/** Messages of others that `selfId` has not read. */
export function unreadOf(snapshot: Pick<ConversationSnapshot, "timeline" | "receipts">, selfId: string): number {
  const readSeq = snapshot.receipts.get(selfId)?.readSeq ?? 0;
  return snapshot.timeline.filter(
    (entry) => entry.type === "message" && entry.seq > readSeq && entry.message.author.id !== selfId,
  ).length;
}
