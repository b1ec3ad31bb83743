import type { Summary } from "@chorus/contracts/entities/summary";
import type { Role } from "@chorus/contracts/permissions";
import type { TenantTx } from "@chorus/database/database";
import { type ConversationViewer, visibleConversations } from "@chorus/database/visible-conversations";
import { notFound } from "@chorus/kernel/app-error";
import type { SummaryContext } from "../context.ts";
import { presentSummaries, type SummaryRow } from "./present-summary.ts";

export interface Reader {
  tenantId: string;
  userId: string;
  role: Role;
}

/** @throws AppError `not_found` for a conversation that the reader may not see */
export async function requireConversation(
  tx: TenantTx,
  viewer: ConversationViewer,
  conversationId: string,
): Promise<void> {
  const found = await tx
    .selectFrom("conversations as c")
    .select("c.id")
    .where(visibleConversations(viewer))
    .where("c.id", "=", conversationId)
    .executeTakeFirst();
  if (!found) throw notFound();
}

export function currentSummaries(tx: TenantTx, conversationId: string): Promise<SummaryRow[]> {
  return tx
    .selectFrom("summaries")
    .selectAll()
    .where("conversation_id", "=", conversationId)
    .where("is_current", "=", true)
    .orderBy("type")
    .execute();
}

/** The current summary of each type. @throws AppError `not_found` */
export async function listSummaries(
  context: SummaryContext,
  reader: Reader,
  conversationId: string,
): Promise<{ items: Summary[] }> {
  return context.database.readTenant(reader.tenantId, async (tx) => {
    await requireConversation(tx, reader, conversationId);
    return { items: await presentSummaries(tx, await currentSummaries(tx, conversationId), reader.userId) };
  });
}
