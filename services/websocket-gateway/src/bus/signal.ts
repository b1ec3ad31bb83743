import type { SignalPublished } from "@chorus/contracts/bus/messages";
import { SIGNALS } from "@chorus/contracts/frames/signals";
import type { ConversationStream } from "../conversations/stream.ts";
import { audienceOf, type ReadySession } from "../session/session.ts";

/** Above this backlog a connection gets no signals. */
const MAX_BACKLOG_BYTES = 64 * 1024;

/** Sent to each socket instead of a topic: signals must neither add to the backlog of a slow socket nor return to their sender. */
export function takeSignal(stream: ConversationStream, message: SignalPublished): void {
  const { ttlMs } = SIGNALS[message.type];
  const text = JSON.stringify({ ...message, ttlMs });
  for (const session of stream.members.values()) {
    if (session.identity.principal.userId === message.userId || !mayHear(stream, session, message)) continue;
    if (session.connection.bufferedBytes() <= MAX_BACKLOG_BYTES) session.connection.send(text);
  }
}

/** Customers receive signals of their assignee only; other agents in the conversation are internal. */
function mayHear(stream: ConversationStream, session: ReadySession, { type, userId }: SignalPublished): boolean {
  if (audienceOf(session) === "agents") return true;
  return SIGNALS[type].audience === "assignee" && userId === stream.assigneeId;
}
