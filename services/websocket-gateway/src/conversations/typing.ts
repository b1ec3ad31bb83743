import { channels } from "@chorus/contracts/bus/channels";
import type { TypingPublished } from "@chorus/contracts/bus/messages";
import type { GatewayContext } from "../context.ts";
import type { ReadySession } from "../session/session.ts";

export function startTyping(context: GatewayContext, session: ReadySession, conversationId: string): void {
  session.typingIn ??= new Set();
  session.typingIn.add(conversationId);
  tell(context, session, conversationId, true);
}

/** Also when they send, leave or vanish; says nothing to those who were not told. */
export function stopTyping(context: GatewayContext, session: ReadySession, conversationId: string): void {
  if (session.typingIn?.delete(conversationId)) tell(context, session, conversationId, false);
}

function tell(context: GatewayContext, session: ReadySession, conversationId: string, isTyping: boolean): void {
  const { tenantId, userId, role } = session.identity.principal;
  const message: TypingPublished = {
    type: "typing",
    conversationId,
    userId,
    actorType: role === "customer" ? "customer" : "agent",
    isTyping,
  };
  context.publishToBus(channels.conversation(tenantId, conversationId), message);
}
