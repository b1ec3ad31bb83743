import { sql } from "kysely";
import type { TenantTx } from "./database.ts";

/**
 * Until the end of the transaction one alone changes the summaries of a conversation: who stores one sees what was edited or deleted
 * before, and who edits or deletes sees what was stored before. Writers of messages are not kept waiting.
 */
export async function lockSummaries(tx: TenantTx, conversationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`summaries:${conversationId}`}, 0))`.execute(tx);
}
