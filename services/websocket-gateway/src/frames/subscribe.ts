import { joinConversation } from "../conversations/join.ts";
import type { FrameHandler } from "./handler.ts";

export const subscribe: FrameHandler<"subscribe"> = {
  cost: "frame",
  permission: "conversation.read",
  async handle(context, session, { id, conversationId, afterSeq, epoch }) {
    await joinConversation(context, session, { id, conversationId, afterSeq, epoch, budgetBytes: Infinity });
  },
};
