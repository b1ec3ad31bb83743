import type { ReceiptState } from "@chorus/contracts/entities/conversation";
import { notFound } from "@chorus/kernel/app-error";
import { isCustomer, requirePermission, type Principal } from "../identity/principal.ts";
import type { ChatContext } from "../context.ts";
import { moveReceipts, presentReceipt, type ReceiptMark, receiptPublished } from "./receipt-queries.ts";

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
  const { tenantId } = principal;
  const mark = markOf(principal, input);
  const [row] = await context.database.withTenant(tenantId, (tx) => moveReceipts(tx, [mark]));
  if (!row) throw notFound();
  const reader = isCustomer(principal) ? "customer" : "agent";
  context.publisher.receipt(tenantId, receiptPublished(row), reader);
  return presentReceipt(row, reader);
}

/**
 * The same for what comes over sockets: marks of all readers of a tenant are gathered for a moment and stored together.
 * @throws AppError `not_found`
 */
export async function gatherReceipts(
  context: ChatContext,
  principal: Principal,
  input: RecordReceiptsInput,
): Promise<void> {
  requirePermission(principal, "conversation.read");
  const row = await context.receiptMarks.record(principal.tenantId, markOf(principal, input));
  if (!row) throw notFound();
}

function markOf(principal: Principal, { conversationId, deliveredSeq, readSeq }: RecordReceiptsInput): ReceiptMark {
  return {
    ...{ conversationId, userId: principal.userId, isCustomer: isCustomer(principal) },
    ...{ deliveredSeq: deliveredSeq ?? 0, readSeq: readSeq ?? 0 },
  };
}
