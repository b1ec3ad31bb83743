import type { ConversationMessage, EventPublished, ReceiptPublished } from "@chorus/contracts/bus/messages";
import { queuePosition, SIGNALS } from "@chorus/contracts/frames/signals";
import type { ConversationStream } from "../conversations/stream.ts";
import { takeSignal } from "./signal.ts";

/**
 * One message of a conversation's channel. Not checked against its schema: it is the hottest path there is, and only our own
 * services can publish.
 */
export function takeConversationMessage(stream: ConversationStream, text: string): void {
  const message = JSON.parse(text) as ConversationMessage;
  switch (message.type) {
    case "event":
      return takeEvent(stream, message);
    case "receipt":
      return takeReceipt(stream, message);
    case "queue.position":
      return stream.push((audience) => (audience === "customers" ? { ...message, ttlMs: queuePosition.ttlMs } : null));
    default:
      // A newer service may publish what this gateway does not know yet.
      if (Object.hasOwn(SIGNALS, message.type)) takeSignal(stream, message);
  }
}

function takeEvent(stream: ConversationStream, message: EventPublished): void {
  stream.recordHead({ seq: message.seq, publicSeq: message.publicHeadSeq });
  stream.take(message);
}

function takeReceipt(stream: ConversationStream, message: ReceiptPublished): void {
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
