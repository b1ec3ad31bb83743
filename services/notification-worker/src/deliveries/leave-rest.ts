import type { TenantTx } from "@chorus/database/database";
import type { DeliveryRow } from "../channels/channel.ts";
import type { NotificationContext } from "../context.ts";

/** A delivery that does not hold all messages it was opened for tells of those in it alone; the others are decided about by themselves. */
export async function leaveRest(
  { tasks }: Pick<NotificationContext, "tasks">,
  tx: TenantTx,
  { id, kind, conversation_id: conversationId, to_seq: plannedTo }: DeliveryRow,
  toSeq: number,
): Promise<void> {
  if (conversationId === null || plannedTo === null || plannedTo <= toSeq) return;
  await tx.updateTable("deliveries").set({ to_seq: toSeq }).where("id", "=", id).execute();
  // Not the open task of the conversation: that one has told on this channel.
  const dedupKey = `${kind}.${conversationId}.${toSeq + 1}`;
  const payload = { kind, conversationId, subjectId: null };
  await tasks.enqueue(tx, "notification.decide", payload, { dedupKey, firstSeq: toSeq + 1 });
}
