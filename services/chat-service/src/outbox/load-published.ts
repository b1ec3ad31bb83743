import type { EventPublished } from "@chorus/contracts/bus/messages";
import type { Database } from "@chorus/database/database";
import type { EventRow } from "../conversations/event-queries.ts";
import { presentForAudiences } from "../conversations/present-event.ts";
import { findConversations } from "../conversations/queries.ts";

/** Reads committed events of one tenant in the form the bus carries. */
export async function loadPublished(
  database: Database,
  tenantId: string,
  refs: readonly { conversationId: string; seq: number }[],
): Promise<EventPublished[]> {
  return database.readTenant(tenantId, async (tx) => {
    const rows = (await tx
      .selectFrom("events")
      .selectAll()
      .where(({ eb, refTuple, tuple }) =>
        eb(
          refTuple("conversation_id", "seq"),
          "in",
          refs.map((ref) => tuple(ref.conversationId, ref.seq)),
        ),
      )
      .orderBy("conversation_id")
      .orderBy("seq")
      .execute()) as EventRow[];
    const conversations = new Map(
      (await findConversations(tx, [...new Set(refs.map((ref) => ref.conversationId))])).map((row) => [row.id, row]),
    );
    return rows.map((row) => toPublished(row, conversations.get(row.conversation_id)));
  });
}

export function toPublished(
  row: EventRow,
  conversation: Parameters<typeof presentForAudiences>[1],
  publicHeadSeq: number = row.public_seq ?? conversation?.last_public_seq ?? 0,
): EventPublished {
  return {
    type: "event",
    conversationId: row.conversation_id,
    publicHeadSeq,
    ...presentForAudiences(row, conversation),
  };
}
