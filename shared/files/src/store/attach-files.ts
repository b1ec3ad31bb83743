import type { TenantTx } from "@chorus/database/database";
import { lockAgainstErasure } from "@chorus/database/lock-against-erasure";
import { notFound } from "@chorus/kernel/app-error";
import type { Uploader } from "../files-context.ts";

/**
 * Attaches files to a conversation, and so to its customer's erasure and export. Only their uploader can, and only once.
 * @throws AppError `not_found` when one of them does not exist, is somebody else's, attached already or infected, or the customer was erased; then none is attached
 */
export async function attachFiles(
  tx: TenantTx,
  input: { fileIds: readonly string[]; uploader: Uploader; conversationId: string; customerId: string; at: Date },
): Promise<void> {
  const fileIds = [...new Set(input.fileIds)];
  if (fileIds.length === 0) return;
  // A file attached after an erasure would not be found by it.
  if (!(await lockAgainstErasure(tx, input.customerId))) throw notFound();
  const attached = await tx
    .updateTable("files")
    .set({ conversation_id: input.conversationId, customer_id: input.customerId, attached_at: input.at })
    .where("id", "in", fileIds)
    .where("uploader_type", "=", input.uploader.type)
    .where("uploader_id", "is not distinct from", input.uploader.id)
    .where("attached_at", "is", null)
    .where("scan_state", "<>", "infected")
    .where((row) => row.or([row("customer_id", "is", null), row("customer_id", "=", input.customerId)]))
    .returning("id")
    .execute();
  if (attached.length !== fileIds.length) throw notFound();
}
