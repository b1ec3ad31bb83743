import type { AnyConversation } from "@chorus/contracts/entities/conversation";
import { violates } from "@chorus/database/database";
import { AppError } from "@chorus/kernel/app-error";
import type { Principal } from "../auth/principal.ts";
import type { ChatContext } from "../context.ts";
import { actOnConversation } from "./act-on-conversation.ts";
import { backToWork } from "./back-to-work.ts";
import { presentConversationFor } from "./present-conversation.ts";

/** The unique index that lets a customer have one conversation that is not closed. */
export const ONE_OPEN_PER_CUSTOMER = "conversations_one_open_per_customer";

/**
 * Opens a closed conversation again: with its assignee if they can take it, else in the queue.
 * @throws AppError `conflict` when the customer meanwhile has another one that is not closed
 */
export async function reopenConversation(
  context: ChatContext,
  principal: Principal,
  conversationId: string,
): Promise<AnyConversation> {
  try {
    const row = await actOnConversation(
      context,
      principal,
      { conversationId, permission: "conversation.work" },
      (current, tx) => (current.status === "closed" ? backToWork(tx, current) : null),
    );
    return presentConversationFor(principal, row);
  } catch (error) {
    if (!violates(error, ONE_OPEN_PER_CUSTOMER)) throw error;
    throw new AppError("conflict", {
      detail: "The customer already has another open conversation: continue there.",
      cause: error,
    });
  }
}
