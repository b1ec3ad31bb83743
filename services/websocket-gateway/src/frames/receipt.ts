import type { FrameHandler } from "./handler.ts";

export const receipt: FrameHandler<"receipt"> = {
  cost: "frame",
  permission: "conversation.read",
  async handle(context, session, { conversationId, deliveredSeq, readSeq }) {
    if (deliveredSeq === undefined && readSeq === undefined) return;
    await context.receipts.record(session.identity.principal, conversationId, { deliveredSeq, readSeq });
  },
};
