import type { SignalPublished } from "@chorus/contracts/bus/messages";
import { SIGNALS } from "@chorus/contracts/frames/signals";
import type { ConversationStream } from "../conversations/stream.ts";
import { audienceOf, type ReadySession } from "../session/session.ts";

/** Who is behind has better things to read. */
const MAX_BACKLOG_BYTES = 64 * 1024;

/** To each socket by itself: a signal must not go into the backlog of a slow one, nor back to the person it comes from. */
export function takeSignal(stream: ConversationStream, message: SignalPublished): void {
  const { ttlMs } = SIGNALS[message.type];
  const text = JSON.stringify({ ...message, ttlMs });
  for (const session of stream.members.values()) {
    if (session.identity.principal.userId === message.userId || !mayHear(stream, session, message)) continue;
    if (session.connection.bufferedBytes() <= MAX_BACKLOG_BYTES) session.connection.send(text);
  }
}

/** Customers are told of the one who answers them alone: who else of the desk is here is not for them. */
function mayHear(stream: ConversationStream, session: ReadySession, { type, userId }: SignalPublished): boolean {
  if (audienceOf(session) === "agents") return true;
  return SIGNALS[type].audience === "assignee" && userId === stream.assigneeId;
}
