import type { TenantTx } from "@chorus/database/database";
import { mayHaveCome, type PresentAddresses } from "../deliveries/may-have-come.ts";

export interface EarlierDeliveries {
  /** Whether the customer was told of this message, may have been, or still will be. */
  isTold(seq: number): boolean;
  /** Whether it was to be told and never came. */
  isMissed(seq: number): boolean;
}

/** What other tasks have told a customer about a conversation, behind what they have read. */
export async function readEarlierDeliveries(
  tx: TenantTx,
  about: { taskId: string; conversationId: string; customerId: string; readSeq: number; addresses: PresentAddresses },
): Promise<EarlierDeliveries> {
  const rows = await tx
    .selectFrom("deliveries")
    .select(["status", "channel", "address", "from_seq", "to_seq"])
    .where("recipient_id", "=", about.customerId)
    .where("conversation_id", "=", about.conversationId)
    .where("kind", "=", "message.unread")
    .where("to_seq", ">", about.readSeq)
    .where("task_id", "<>", about.taskId)
    .execute();
  const came = rows.filter((row) => mayHaveCome(row, about.addresses));
  const missed = rows.filter((row) => !came.includes(row));
  return { isTold: (seq) => covers(came, seq), isMissed: (seq) => covers(missed, seq) };
}

export function covers(ranges: readonly { from_seq: number | null; to_seq: number | null }[], seq: number): boolean {
  return ranges.some(({ from_seq: from, to_seq: to }) => (from ?? 0) <= seq && seq <= (to ?? 0));
}
