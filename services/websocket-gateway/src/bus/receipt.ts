import type { ReceiptPublished } from "@chorus/contracts/bus/messages";
import type { ConversationStream } from "../conversations/stream.ts";

export function takeReceipt(stream: ConversationStream, message: ReceiptPublished): void {
  const { conversationId, userId } = message;
  stream.push((audience) => {
    if (audience === "agents") {
      return { type: "receipt", conversationId, userId, deliveredSeq: message.deliveredSeq, readSeq: message.readSeq };
    }
    if (!message.isPublic) return null;
    const { publicDeliveredSeq, publicReadSeq } = message;
    return { type: "receipt", conversationId, userId, deliveredSeq: publicDeliveredSeq, readSeq: publicReadSeq };
  });
}
