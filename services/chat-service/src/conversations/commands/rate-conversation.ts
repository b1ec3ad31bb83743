import type { CustomerConversation } from "@chorus/contracts/entities/conversation";
import { countAll } from "@chorus/redis/limiter";
import type { Principal } from "../../identity/principal.ts";
import type { ChatContext } from "../../context.ts";
import { actOnConversation } from "../changes/act-on-conversation.ts";
import { presentCustomerConversation } from "../present/present-conversation.ts";

/**
 * Stores the customer's rating; a later one replaces it, and the same one again changes nothing.
 * @throws AppError `rate_limited` after too many changes of the rating
 */
export async function rateConversation(
  context: ChatContext,
  principal: Principal,
  input: { conversationId: string; score: number; comment: string | undefined },
): Promise<CustomerConversation> {
  const { conversationId, score, comment } = input;
  const rating = { rating_score: score, rating_comment: comment || null };
  await countAll(
    [[context.ratings, `${principal.tenantId}:${principal.userId}:${conversationId}`]],
    "You have changed your rating very often. Please wait an hour.",
  );
  const row = await actOnConversation(
    context,
    principal,
    { conversationId, permission: "conversation.rate" },
    ({ rating_score, rating_comment }) =>
      rating_score === rating.rating_score && rating_comment === rating.rating_comment
        ? null
        : {
            kind: "conversation.rated",
            change: { ...rating, rated_at: new Date(context.clock.now()) },
            queue: "keep",
          },
  );
  return presentCustomerConversation(row);
}
