import type { CustomerConversation } from "@chorus/contracts/entities/conversation";
import type { Principal } from "../auth/principal.ts";
import type { ChatContext } from "../context.ts";
import { actOnConversation } from "./act-on-conversation.ts";
import { presentCustomerConversation } from "./present-conversation.ts";

/** Stores how the customer found it; a later rating replaces the earlier one. */
export async function rateConversation(
  context: ChatContext,
  principal: Principal,
  input: { conversationId: string; score: number; comment: string | undefined },
): Promise<CustomerConversation> {
  const { conversationId, score, comment } = input;
  const row = await actOnConversation(context, principal, { conversationId, permission: "conversation.rate" }, () => ({
    kind: "conversation.rated",
    change: { rating_score: score, rating_comment: comment ?? null },
    queue: "keep",
  }));
  return presentCustomerConversation(row);
}
