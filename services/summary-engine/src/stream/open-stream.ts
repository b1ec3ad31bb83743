import type { SummaryContext } from "../context.ts";
import { type Reader, requireConversation } from "../summaries/read-summaries.ts";

/** @throws AppError `not_found` for a conversation that this company does not have */
export async function openStream(
  context: SummaryContext,
  { tenantId }: Reader,
  conversationId: string,
): Promise<ReadableStream<Uint8Array>> {
  await context.database.readTenant(tenantId, (tx) => requireConversation(tx, conversationId));
  return context.streams.open({ tenantId, conversationId });
}
