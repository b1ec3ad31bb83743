import type { TypingPublished } from "@chorus/contracts/bus/messages";
import type { ServerFrame } from "@chorus/contracts/frames/server-frame";
import { TIMINGS } from "@chorus/contracts/limits";
import { audienceOf } from "../session/session.ts";
import type { ConversationStream } from "../conversations/stream.ts";

/** Who is behind has better things to read. */
const BACKLOG_BYTES = 64 * 1024;

/**
 * To each socket by itself: it must not go into the backlog of a slow one, nor back to the one who types. Customers are told of
 * the one who answers them alone: who else of the desk is here is not for them.
 */
export function takeTyping(stream: ConversationStream, message: TypingPublished): void {
  const { conversationId, userId, isTyping } = message;
  const text = JSON.stringify({
    type: "typing",
    conversationId,
    userId,
    isTyping,
    ttlMs: TIMINGS.typingTtlMs,
  } satisfies ServerFrame);
  for (const session of stream.members.values()) {
    const { connection, identity } = session;
    if (audienceOf(session) === "customers" && userId !== stream.assigneeId) continue;
    if (identity.principal.userId !== userId && connection.bufferedBytes() <= BACKLOG_BYTES) connection.send(text);
  }
}
