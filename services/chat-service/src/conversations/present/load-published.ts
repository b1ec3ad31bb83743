import { writeEventMessage } from "@chorus/contracts/bus/event-message";
import type { AppendedRow, EventItem } from "@chorus/database/append-events";
import type { Database } from "@chorus/database/database";
import type { ChannelEvent } from "../../outbox/outbox-store.ts";
import type { EventRow } from "../rows/event-queries.ts";
import { presentForAudiences } from "./present-event.ts";
import { findConversations } from "../rows/conversation-queries.ts";

/** Reads committed events of one tenant in the form that is published on the bus. */
export async function loadPublished(
  database: Database,
  tenantId: string,
  refs: readonly { conversationId: string; seq: number }[],
): Promise<ChannelEvent[]> {
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
      (await findConversations(tx, "system", [...new Set(refs.map((ref) => ref.conversationId))])).map((row) => [
        row.id,
        row,
      ]),
    );
    return rows.map((row) => toPublished(row, conversations.get(row.conversation_id)));
  });
}

function toPublished(
  row: EventRow,
  conversation: Parameters<typeof presentForAudiences>[1],
  publicHeadSeq: number = row.public_seq ?? conversation?.last_public_seq ?? 0,
): ChannelEvent {
  const { conversation_id: conversationId, seq } = row;
  const events = presentForAudiences(row, conversation);
  return {
    conversationId,
    seq,
    message: writeEventMessage({ type: "event", conversationId, publicHeadSeq, ...events }),
  };
}

/** A message that was just appended, from what was sent and answered: it is not read back. */
export function presentAppended(tenantId: string, event: EventItem, row: AppendedRow): ChannelEvent {
  return toPublished(toEventRow(tenantId, event, row), undefined, row.public_head ?? 0);
}

/** The row as append_events has written it. */
function toEventRow(tenantId: string, event: EventItem, row: AppendedRow): EventRow {
  if (row.seq === null || row.event_id === null || row.created_at === null)
    throw new Error("only appended rows are told");
  return {
    tenant_id: tenantId,
    conversation_id: event.conversationId,
    seq: row.seq,
    public_seq: row.public_seq,
    id: row.event_id,
    kind: event.kind,
    actor_type: event.actorType,
    actor_id: event.actorId,
    actor_name: row.actor_name ?? "",
    client_message_id: event.clientMessageId ?? null,
    data: event.data,
    created_at: row.created_at,
    edited_at: null,
    deleted_at: null,
  };
}
