import type { Asked } from "../goods/draft-orders.ts";
import type { ConversationDraft } from "./build-conversation.ts";

const ORDER_NUMBER = /\bAC-(\d{5})\b/g;

/** Who wrote about which order, by its number. */
export function askedOrders(conversations: readonly ConversationDraft[]): Map<number, Asked> {
  const asked = new Map<number, Asked>();
  for (const { script, customerId, createdAt } of conversations)
    for (const { text } of script.lines)
      for (const [, number] of text.matchAll(ORDER_NUMBER))
        asked.set(Number(number), { customerId, askedMs: createdAt.getTime() });
  return asked;
}
