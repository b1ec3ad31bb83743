import type { Principal } from "@chorus/contracts/routes/internal-chat";
import type { ChatClient } from "../chat-service-client/chat-client.ts";

/** A reader who scrolls sends many positions; only the last one matters. chat-service gathers those of all readers for longer. */
const COALESCE_MS = 100;

interface Watermarks {
  deliveredSeq?: number | undefined;
  readSeq?: number | undefined;
}

/** Sends receipts to chat-service, at most one call per reader and conversation at a time. */
export interface ReceiptRecorder {
  /** @throws AppError of chat-service; all receipts that were merged into one call share its result */
  record(principal: Principal, conversationId: string, watermarks: Watermarks): Promise<void>;
}

interface Folded {
  watermarks: Watermarks;
  done: Promise<void>;
}

export function createReceiptRecorder(chat: Pick<ChatClient, "receipts">): ReceiptRecorder {
  const folding = new Map<string, Folded>();
  return {
    record(principal, conversationId, watermarks) {
      const key = `${principal.tenantId}/${principal.userId}/${conversationId}`;
      const known = folding.get(key);
      if (known) {
        known.watermarks = furthest(known.watermarks, watermarks);
        return known.done;
      }
      const folded: Folded = { watermarks, done: Promise.resolve() };
      folded.done = new Promise<void>((resolve) => setTimeout(resolve, COALESCE_MS)).then(() => {
        folding.delete(key);
        return chat.receipts(principal, conversationId, folded.watermarks);
      });
      folding.set(key, folded);
      return folded.done;
    },
  };
}

function furthest(one: Watermarks, other: Watermarks): Watermarks {
  return { deliveredSeq: larger(one.deliveredSeq, other.deliveredSeq), readSeq: larger(one.readSeq, other.readSeq) };
}

function larger(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined) return other;
  return other === undefined ? one : Math.max(one, other);
}
