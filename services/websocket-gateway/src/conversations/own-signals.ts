import { channels } from "@chorus/contracts/bus/channels";
import type { SignalPublished } from "@chorus/contracts/bus/messages";
import { SIGNALS } from "@chorus/contracts/frames/signals";
import type { GatewayContext } from "../context.ts";
import type { OwnSignal, ReadySession } from "../session/session.ts";

/** Publishes that a signal holds, each time it is said; that it no longer does only when it was said before. */
export function setSignal(
  context: GatewayContext,
  session: ReadySession,
  { name, conversationId }: OwnSignal,
  holds: boolean,
): void {
  const others = session.signals.filter((own) => own.name !== name || own.conversationId !== conversationId);
  if (!holds && others.length === session.signals.length) return;
  session.signals = holds ? [...others, { name, conversationId }] : others;
  const { tenantId, userId } = session.identity.principal;
  const message = { type: name, conversationId, userId, [SIGNALS[name].flag]: holds } as SignalPublished;
  context.publishToBus(channels.conversation(tenantId, conversationId), message);
}

/** When somebody leaves a conversation, or vanishes: then of all. */
export function endSignals(context: GatewayContext, session: ReadySession, conversationId?: string): void {
  for (const own of session.signals)
    if (conversationId === undefined || own.conversationId === conversationId) setSignal(context, session, own, false);
}
