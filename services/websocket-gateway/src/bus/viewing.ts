import type { ViewingPublished } from "@chorus/contracts/bus/messages";
import type { ServerFrame } from "@chorus/contracts/frames/server-frame";
import { TIMINGS } from "@chorus/contracts/limits";
import type { ConversationStream } from "../conversations/stream.ts";
import { audienceOf } from "../session/session.ts";

/** Who is behind has better things to read. */
const BACKLOG_BYTES = 64 * 1024;

/** To colleagues only: a customer is not to know who reads along. */
export function takeViewing(stream: ConversationStream, message: ViewingPublished): void {
  const { conversationId, userId, isViewing } = message;
  const text = JSON.stringify({
    type: "viewing",
    conversationId,
    userId,
    isViewing,
    ttlMs: TIMINGS.viewingTtlMs,
  } satisfies ServerFrame);
  for (const session of stream.members.values()) {
    if (audienceOf(session) !== "agents" || session.identity.principal.userId === userId) continue;
    if (session.connection.bufferedBytes() <= BACKLOG_BYTES) session.connection.send(text);
  }
}
