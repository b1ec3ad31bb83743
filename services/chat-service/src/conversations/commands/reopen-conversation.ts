import type { AnyConversation } from "@chorus/contracts/entities/conversation";
import { type TenantTx, violates } from "@chorus/database/database";
import { AppError } from "@chorus/kernel/app-error";
import type { Principal } from "../../identity/principal.ts";
import type { ChatContext } from "../../context.ts";
import { actOnConversation, type Decision } from "../changes/act-on-conversation.ts";
import { backToWork, ONE_OPEN_PER_CUSTOMER } from "../changes/back-to-work.ts";
import { firstUnanswered } from "../rows/first-unanswered.ts";
import type { ConversationRow } from "../rows/conversation-queries.ts";
import { presentConversationFor } from "../present/present-conversation.ts";

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
      (current, tx) => (current.status === "closed" ? reopening(tx, current) : null),
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

/** Closing has ended the customer's waiting; what they wrote last may still have no answer. */
async function reopening(tx: TenantTx, current: ConversationRow): Promise<Decision> {
  const { kind, change, queue } = await backToWork(tx, current);
  const asked = await firstUnanswered(tx, current.id);
  return { kind, change: { ...change, waiting_since: asked?.created_at ?? null }, queue };
}
