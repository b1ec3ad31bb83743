import type { ReceiptState } from "@chorus/contracts/entities/conversation";
import type { TenantTx } from "@chorus/database/database";
import { notFound } from "@chorus/kernel/app-error";
import { sql } from "kysely";
import { isCustomer, requirePermission, type Principal } from "../identity/principal.ts";
import type { ChatContext } from "../context.ts";
import { findConversation } from "../conversations/rows/conversation-queries.ts";
import { presentReceipt, receiptPublished, selectReceipts, toFullSeq } from "./receipt-queries.ts";

export interface RecordReceiptsInput {
  conversationId: string;
  /** In the principal's numbering. */
  deliveredSeq: number | undefined;
  readSeq: number | undefined;
}

/**
 * Moves the principal's receipts forward, never back and never beyond the head; a read message is also delivered.
 * @throws AppError `not_found`
 */
export async function recordReceipts(
  context: ChatContext,
  principal: Principal,
  input: RecordReceiptsInput,
): Promise<ReceiptState> {
  requirePermission(principal, "conversation.read");
  const { conversationId } = input;
  const { tenantId, userId } = principal;
  const row = await context.database.withTenant(tenantId, async (tx) => {
    const conversation = await findConversation(tx, principal, conversationId);
    if (!conversation) throw notFound();
    const limited = async (seq: number | undefined) =>
      Math.min(await fullSeq(tx, principal, conversationId, seq), conversation.last_seq);
    const read = await limited(input.readSeq);
    const delivered = Math.max(await limited(input.deliveredSeq), read);
    await tx
      .insertInto("receipts")
      .values({
        tenant_id: tenantId,
        conversation_id: conversationId,
        user_id: userId,
        delivered_seq: delivered,
        read_seq: read,
      })
      .onConflict((conflict) =>
        conflict.columns(["tenant_id", "conversation_id", "user_id"]).doUpdateSet({
          delivered_seq: sql<number>`greatest(receipts.delivered_seq, excluded.delivered_seq)`,
          read_seq: sql<number>`greatest(receipts.read_seq, excluded.read_seq)`,
          updated_at: sql<Date>`now()`,
        }),
      )
      .execute();
    const [state] = await selectReceipts(tx, [conversationId], userId);
    if (!state) throw new Error("a receipt that was just written is there");
    return state;
  });
  const reader = isCustomer(principal) ? "customer" : "agent";
  context.publisher.receipt(tenantId, receiptPublished(row), reader);
  return presentReceipt(row, reader);
}

async function fullSeq(
  tx: TenantTx,
  principal: Principal,
  conversationId: string,
  seq: number | undefined,
): Promise<number> {
  if (seq === undefined) return 0;
  return isCustomer(principal) ? toFullSeq(tx, conversationId, seq) : seq;
}
