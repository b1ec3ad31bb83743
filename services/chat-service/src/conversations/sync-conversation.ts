import type { RouteResult } from "@chorus/contracts/routes/define-route";
import type { syncConversation as route } from "@chorus/contracts/routes/internal-chat";
import { notFound } from "@chorus/kernel/app-error";
import { isCustomer, requirePermission, type Principal } from "../auth/principal.ts";
import type { ChatContext } from "../context.ts";
import { readReceiptStates } from "../messages/receipt-queries.ts";
import { selectEvents } from "./event-queries.ts";
import { presentConversationFor } from "./present-conversation.ts";
import { presentEvent } from "./present-event.ts";
import { findConversation } from "./queries.ts";

/**
 * What a subscriber misses, in one snapshot: heads, events, receipts, the conversation.
 * @throws AppError `not_found`, `forbidden`
 */
export async function syncConversation(
  context: ChatContext,
  principal: Principal,
  input: { conversationId: string; afterSeq: number | undefined; limit: number },
): Promise<RouteResult<typeof route>> {
  requirePermission(principal, "conversation.read");
  const forCustomer = isCustomer(principal);
  const scope = forCustomer ? { customerId: principal.userId } : { readerId: principal.userId };
  return context.database.readTenant(principal.tenantId, async (tx) => {
    const row = await findConversation(tx, input.conversationId, scope);
    if (!row) throw notFound();
    const { rows, hasMore } = await selectEvents(tx, {
      ...input,
      numbering: forCustomer ? "public_seq" : "seq",
      keep: input.afterSeq === undefined ? "newest" : "oldest",
    });
    return {
      epoch: context.epoch.current(),
      headSeq: row.last_seq,
      publicHeadSeq: row.last_public_seq,
      customerId: row.customer_id,
      events: rows.map((event) => presentEvent(event, forCustomer ? "customer" : "agent", row)),
      hasMore,
      receipts: await readReceiptStates(tx, input.conversationId, forCustomer ? "customer" : "agent"),
      conversation: presentConversationFor(principal, row),
    };
  });
}
