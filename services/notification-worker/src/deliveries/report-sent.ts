import { recordSentMail } from "@chorus/contracts/routes/internal-chat";
import type { TenantTx } from "@chorus/database/database";
import { AppError } from "@chorus/kernel/app-error";
import type { ClaimedTask } from "@chorus/tasks/claimed-task";
import type { DeliveryRow, Outcome } from "../channels/channel.ts";
import type { NotificationContext } from "../context.ts";

/** In the transaction of the outcome: a mail with answers that has gone out is to be seen in the conversation. */
export async function enqueueReport(
  context: NotificationContext,
  tx: TenantTx,
  { id: deliveryId, kind, channel, conversation_id: conversationId }: DeliveryRow,
  outcome: Outcome,
): Promise<void> {
  if (outcome.status !== "sent" || channel !== "email" || kind !== "message.unread" || conversationId === null) return;
  await context.tasks.enqueue(
    tx,
    "notification.report_sent",
    { deliveryId, ...outcome.messages },
    { dedupKey: deliveryId },
  );
}

/** @throws AppError when chat-service is away; the task is tried again */
export async function reportSent(
  context: NotificationContext,
  { tenantId, payload }: ClaimedTask<"notification.report_sent">,
): Promise<void> {
  const { deliveryId, ...sent } = payload;
  const delivery = await context.database.readTenant(tenantId, (tx) =>
    tx
      .selectFrom("deliveries")
      .select(["conversation_id", "address", "from_seq", "to_seq"])
      .where("id", "=", deliveryId)
      .executeTakeFirst(),
  );
  if (!delivery?.conversation_id) return;
  const { conversation_id: conversationId, from_seq: plannedFrom, to_seq: plannedTo } = delivery;
  // Whatever was read or deleted before it went out is not in the mail; tasks of the release before do not say so.
  const toSeq = sent.toSeq ?? plannedTo ?? 0;
  const body = {
    ...{ tenantId, deliveryId, recipient: delivery.address },
    ...{ fromSeq: sent.fromSeq ?? plannedFrom ?? toSeq, toSeq },
  };
  try {
    await context.chat.call(recordSentMail, { params: { conversationId }, body });
  } catch (error) {
    // The conversation or its customer has gone meanwhile.
    if (!(error instanceof AppError && error.code === "not_found")) throw error;
  }
}
