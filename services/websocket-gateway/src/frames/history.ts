import { sendFrame } from "../session/session.ts";
import type { FrameHandler } from "./handler.ts";

export const history: FrameHandler<"history"> = {
  cost: "frame",
  permission: "conversation.read",
  async handle(context, session, { id, conversationId, beforeSeq, limit }) {
    const page = await context.chat.history(session.identity.principal, conversationId, { beforeSeq, limit });
    sendFrame(session, { type: "history.page", id, events: page.events, hasMore: page.hasMore });
  },
};
