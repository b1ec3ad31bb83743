import type { PermissionName } from "@chorus/contracts/permissions";
import type { TenantTx } from "@chorus/database/database";
import { notFound } from "@chorus/kernel/app-error";
import { requirePermission, type Principal } from "../../identity/principal.ts";
import type { ChatContext } from "../../context.ts";
import type { PublishedRef } from "../../outbox/outbox-store.ts";
import { authorOf, changeConversation, type ConversationChange } from "./change-conversation.ts";
import { lockConversation, type ConversationRow, requireNotErased } from "../rows/conversation-queries.ts";

export type Decision = Omit<ConversationChange, "conversationId">;

/**
 * The steps of every action on a conversation: check the permission, lock, decide, change, publish.
 * @param decide null when there is nothing to change, several changes in their order; throws what forbids it
 * @throws AppError `forbidden`, `not_found`, `closed` when its customer was erased
 */
export async function actOnConversation(
  context: ChatContext,
  principal: Principal,
  input: { conversationId: string; permission: PermissionName },
  decide: (
    row: ConversationRow,
    tx: TenantTx,
  ) => Promise<Decision | readonly Decision[] | null> | Decision | readonly Decision[] | null,
): Promise<ConversationRow> {
  requirePermission(principal, input.permission);
  const { conversationId } = input;
  const outcome = await context.database.withTenant(principal.tenantId, async (tx) => {
    const row = await lockConversation(tx, principal, conversationId);
    if (!row) throw notFound();
    requireNotErased(row);
    const decided = await decide(row, tx);
    const published: PublishedRef[] = [];
    let current = row;
    for (const decision of decided === null ? [] : [decided].flat()) {
      const changed = await changeConversation(context, tx, authorOf(principal), { conversationId, ...decision });
      current = changed.row;
      published.push(changed.published);
    }
    return { row: current, published };
  });
  if (outcome.published.length > 0) await context.publisher.published(outcome.published);
  return outcome.row;
}
