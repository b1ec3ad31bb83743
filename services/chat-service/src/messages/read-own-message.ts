import type { Message } from "@chorus/contracts/entities/message";
import { notFound } from "@chorus/kernel/app-error";
import { isCustomer, type Principal } from "../identity/principal.ts";
import type { ChatContext } from "../context.ts";
import type { EventRow } from "../conversations/rows/event-queries.ts";
import { presentMessage } from "../conversations/present/present-event.ts";
import { findConversation } from "../conversations/rows/conversation-queries.ts";

/**
 * A message that the caller has just written or changed, which needs only the permission to write.
 * @throws AppError `not_found`
 */
export async function readOwnMessage(
  context: ChatContext,
  principal: Principal,
  input: { conversationId: string; messageId: string },
): Promise<Message> {
  const forCustomer = isCustomer(principal);
  const row = await context.database.readTenant(principal.tenantId, async (tx) => {
    if (!(await findConversation(tx, principal, input.conversationId))) return undefined;
    return tx
      .selectFrom("events")
      .selectAll()
      .where("conversation_id", "=", input.conversationId)
      .where("id", "=", input.messageId)
      .where("kind", "in", ["message.created", "note.created"])
      .executeTakeFirst();
  });
  if (!row || (forCustomer && row.public_seq === null)) throw notFound();
  return presentMessage(row as EventRow, forCustomer ? "customer" : "agent");
}
