import type { ReceiptPublished } from "@chorus/contracts/bus/messages";
import type { ConversationStream } from "../conversations/stream.ts";

export function takeReceipt(stream: ConversationStream, message: ReceiptPublished): void {
  const { conversationId, userId } = message;
  stream.push((audience) =>
    audience === "agents"
      ? { type: "receipt", conversationId, userId, deliveredSeq: message.deliveredSeq, readSeq: message.readSeq }
      : {
          type: "receipt",
          conversationId,
          userId,
          deliveredSeq: message.publicDeliveredSeq,
          readSeq: message.publicReadSeq,
        },
  );
}
