import type { TenantTx } from "@chorus/database/database";
import { mayHaveCome, type PresentAddresses } from "../deliveries/may-have-come.ts";

/** Messages of a conversation, the first and the last included. */
export interface SeqRange {
  from_seq: number;
  to_seq: number;
}

export interface EarlierRanges {
  /** Of which the customer was notified, may have been, or still will be. */
  notified: SeqRange[];
  /** Of which they were to be notified, and nothing came. */
  missed: SeqRange[];
}

/** What other tasks have notified a customer of in a conversation since then, behind what they have read. */
export async function readEarlierRanges(
  tx: TenantTx,
  about: {
    taskId: string;
    conversationId: string;
    customerId: string;
    readSeq: number;
    since: Date;
    addresses: PresentAddresses;
  },
): Promise<EarlierRanges> {
  const rows = await tx
    .selectFrom("deliveries")
    .select(["status", "channel", "address", "from_seq", "to_seq"])
    .where("recipient_id", "=", about.customerId)
    .where("conversation_id", "=", about.conversationId)
    .where("kind", "=", "message.unread")
    .where("to_seq", ">", about.readSeq)
    .where("created_at", ">=", about.since)
    .where("task_id", "<>", about.taskId)
    .where("from_seq", "is not", null)
    .$narrowType<SeqRange>()
    .execute();
  const notified = rows.filter((row) => mayHaveCome(row, about.addresses));
  return { notified, missed: rows.filter((row) => !notified.includes(row)) };
}

export function covers(ranges: readonly SeqRange[], seq: number): boolean {
  return ranges.some(({ from_seq: from, to_seq: to }) => from <= seq && seq <= to);
}
