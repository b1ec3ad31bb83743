import type { AnyConversation } from "@chorus/contracts/entities/conversation";
import { notFound } from "@chorus/kernel/app-error";
import { isCustomer, requirePermission, type Principal } from "../../identity/principal.ts";
import type { ChatContext } from "../../context.ts";
import { presentConversationFor } from "../present/present-conversation.ts";
import { findConversation } from "../rows/conversation-queries.ts";

/** @throws AppError `not_found`, also for another customer's and another tenant's */
export async function getConversation(
  context: ChatContext,
  principal: Principal,
  conversationId: string,
): Promise<AnyConversation> {
  requirePermission(principal, "conversation.read");
  const readerId = isCustomer(principal) ? undefined : principal.userId;
  const row = await context.database.readTenant(principal.tenantId, (tx) =>
    findConversation(tx, principal, conversationId, readerId),
  );
  if (!row) throw notFound();
  return presentConversationFor(principal, row);
}
