import { channels } from "@chorus/contracts/bus/channels";
import type { SignalPublished } from "@chorus/contracts/bus/messages";
import { SIGNALS } from "@chorus/contracts/frames/signals";
import type { GatewayContext } from "../context.ts";
import type { OwnSignal, ReadySession } from "../session/session.ts";

/** Publishes that a signal is on each time it is sent, and that it is off only if it was on. */
export function setSignal(
  context: GatewayContext,
  session: ReadySession,
  { name, conversationId }: OwnSignal,
  isOn: boolean,
): void {
  const others = session.signals.filter((own) => own.name !== name || own.conversationId !== conversationId);
  if (!isOn && others.length === session.signals.length) return;
  session.signals = isOn ? [...others, { name, conversationId }] : others;
  const { tenantId, userId } = session.identity.principal;
  const message = { type: name, conversationId, userId, [SIGNALS[name].flag]: isOn } as SignalPublished;
  context.publishToBus(channels.conversation(tenantId, conversationId), message);
}

/** When a connection leaves a conversation, or closes: then of all conversations. */
export function endSignals(context: GatewayContext, session: ReadySession, conversationId?: string): void {
  for (const own of session.signals)
    if (conversationId === undefined || own.conversationId === conversationId) setSignal(context, session, own, false);
}
