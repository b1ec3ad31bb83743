import { readEventMessage, seqOfEventMessage } from "@chorus/contracts/bus/event-message";
import type { ConversationMessage, EventPublished, ReceiptPublished } from "@chorus/contracts/bus/messages";
import { queuePosition, SIGNALS } from "@chorus/contracts/frames/signals";
import type { ConversationStream } from "../conversations/stream.ts";
import type { KnownCopies } from "./known-copies.ts";
import { takeSignal } from "./signal.ts";

/**
 * Handles one message of a conversation's channel. It is not validated: this is the hottest path, and only our own services
 * publish here.
 */
export function takeConversationMessage(copies: KnownCopies, stream: ConversationStream, bytes: Buffer): void {
  const seq = seqOfEventMessage(bytes);
  if (seq !== null && stream.hasPassed("agents", seq)) return copies.known();
  copies.news();
  const event = readEventMessage(bytes);
  if (event) return stream.takeMessage(event);
  const message = JSON.parse(bytes.toString()) as Exclude<ConversationMessage, EventPublished>;
  switch (message.type) {
    case "receipt":
      return takeReceipt(stream, message);
    case "queue.position":
      return stream.push((audience) => (audience === "customers" ? { ...message, ttlMs: queuePosition.ttlMs } : null));
    default:
      // A newer service may publish types that this gateway does not know yet.
      if (Object.hasOwn(SIGNALS, message.type)) takeSignal(stream, message);
  }
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
