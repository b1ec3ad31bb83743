import { channels } from "@chorus/contracts/bus/channels";
import type { ViewingPublished } from "@chorus/contracts/bus/messages";
import type { GatewayContext } from "../context.ts";
import type { ReadySession } from "../session/session.ts";

export function startViewing(context: GatewayContext, session: ReadySession, conversationId: string): void {
  session.viewingIn ??= new Set();
  session.viewingIn.add(conversationId);
  tell(context, session, conversationId, true);
}

/** Also when they vanish; says nothing to those who were not told. */
export function stopViewing(context: GatewayContext, session: ReadySession, conversationId: string): void {
  if (session.viewingIn?.delete(conversationId)) tell(context, session, conversationId, false);
}

function tell(context: GatewayContext, session: ReadySession, conversationId: string, isViewing: boolean): void {
  const { tenantId, userId } = session.identity.principal;
  const message: ViewingPublished = { type: "viewing", conversationId, userId, isViewing };
  context.publishToBus(channels.conversation(tenantId, conversationId), message);
}
