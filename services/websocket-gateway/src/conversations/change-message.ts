import type { GatewayContext } from "../context.ts";
import { sendFrame, type ReadySession } from "../session/session.ts";

interface Change {
  id: string;
  conversationId: string;
  messageId: string;
  operationId: string;
}

/** Edits a message, or deletes it when `body` is null, and acknowledges after the commit. */
export async function changeMessage(
  context: GatewayContext,
  session: ReadySession,
  { id, conversationId, messageId, operationId }: Change,
  body: string | null,
): Promise<void> {
  const { principal } = session.identity;
  const changed = await context.chat.change(principal, { conversationId, messageId, operationId, body });
  const { seq, createdAt, duplicate } = changed;
  sendFrame(session, { type: "ack", id, conversationId, operationId, messageId, seq, createdAt, duplicate });
  context.streams.expect(session, conversationId, seq);
}
