import type { ChatContext } from "../../context.ts";
import { sql } from "kysely";

interface HeadRow {
  conversation_id: string;
  head_seq: number;
  public_head_seq: number;
}

/** Committed heads over tenants, for the gateways' sweep. */
export async function readHeads(context: ChatContext, pairs: readonly { tenantId: string; conversationId: string }[]) {
  const { rows } = await context.database.withSystem((tx) =>
    sql<HeadRow>`select * from conversation_heads(${JSON.stringify(pairs)})`.execute(tx),
  );
  return rows.map((row) => ({
    conversationId: row.conversation_id,
    headSeq: row.head_seq,
    publicHeadSeq: row.public_head_seq,
  }));
}
