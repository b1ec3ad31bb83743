import type { EventKind } from "@chorus/contracts/entities/event";
import type { MailOrigin } from "@chorus/contracts/entities/message";
import type { TenantTx } from "@chorus/database/database";
import type { EventsTable } from "@chorus/database/tables";
import type { Selectable } from "kysely";

/** A row of the log. `data` is what its kind stores; see StoredMessage and StoredConversationChange. */
export type EventRow = Omit<Selectable<EventsTable>, "kind"> & { kind: EventKind };

/** `data` of message.created and note.created. */
export interface StoredMessage {
  body: string;
  replyToSeq: number | null;
  /** The same position in the customer's numbering. */
  replyToPublicSeq: number | null;
  /** Present when the message came by mail. */
  mail?: MailOrigin;
}

/** `data` of message.edited and message.deleted: includes the message's own fields, so that an edit can be presented whole. */
export interface StoredChange extends StoredMessage {
  messageId: string;
  messageSeq: number;
  messagePublicSeq: number | null;
  messageKind: EventKind;
  messageCreatedAt: string;
  clientMessageId: string | null;
}

export interface EventRange {
  conversationId: string;
  /** Customers use the public numbering, everybody else the full one. */
  numbering: "seq" | "public_seq";
  afterSeq?: number | undefined;
  beforeSeq?: number | undefined;
  /** Which end of the range is kept when there are more than `limit`. */
  keep: "oldest" | "newest";
  limit: number;
  kinds?: readonly EventKind[];
}

/** Events of a range, ascending, and whether the limit cut some off. */
export async function selectEvents(tx: TenantTx, range: EventRange): Promise<{ rows: EventRow[]; hasMore: boolean }> {
  const { numbering } = range;
  let query = tx
    .selectFrom("events")
    .selectAll()
    .where("conversation_id", "=", range.conversationId)
    .orderBy(numbering, range.keep === "oldest" ? "asc" : "desc")
    .limit(range.limit + 1);
  if (numbering === "public_seq") query = query.where("public_seq", "is not", null);
  if (range.afterSeq !== undefined) query = query.where(numbering, ">", range.afterSeq);
  if (range.beforeSeq !== undefined) query = query.where(numbering, "<", range.beforeSeq);
  if (range.kinds) query = query.where("kind", "in", [...range.kinds]);
  const found = (await query.execute()) as EventRow[];
  const rows = found.slice(0, range.limit);
  return { rows: range.keep === "oldest" ? rows : rows.toReversed(), hasMore: found.length > range.limit };
}
