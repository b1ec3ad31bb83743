import { joinConversation } from "../conversations/join.ts";
import { endSignals } from "../conversations/own-signals.ts";
import { sendFrame } from "../session/session.ts";
import type { FrameHandler } from "./handler.ts";

export const subscribe: FrameHandler<"subscribe"> = async (context, session, frame) => {
  const { id, conversationId, afterSeq, epoch } = frame;
  await joinConversation(context, session, { id, conversationId, afterSeq, epoch, budgetBytes: Infinity });
};

export const unsubscribe: FrameHandler<"unsubscribe"> = (context, session, { id, conversationId }) => {
  endSignals(context, session, conversationId);
  context.streams.leave(session, conversationId);
  sendFrame(session, { type: "ok", id });
};

export const history: FrameHandler<"history"> = async (context, session, frame) => {
  const { id, conversationId, beforeSeq, limit } = frame;
  const page = await context.chat.history(session.identity.principal, conversationId, { beforeSeq, limit });
  sendFrame(session, { type: "history.page", id, events: page.events, hasMore: page.hasMore });
};

export const receipt: FrameHandler<"receipt"> = async (context, session, frame) => {
  const { conversationId, deliveredSeq, readSeq } = frame;
  if (deliveredSeq === undefined && readSeq === undefined) return;
  await context.receipts.record(session.identity.principal, conversationId, { deliveredSeq, readSeq });
};
