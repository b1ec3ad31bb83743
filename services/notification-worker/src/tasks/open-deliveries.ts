import type { ChosenChannel } from "@chorus/contracts/entities/notification-preferences";
import type { TenantTx } from "@chorus/database/database";
import { lockAgainstErasure } from "@chorus/database/lock-against-erasure";
import type { NotificationContext } from "../context.ts";
import { addStep } from "../deliveries/steps.ts";
import type { Recipient, Subject, NotificationTask } from "./subject.ts";

/**
 * Stores the deliveries to one person and enqueues their tasks. The unique key (task, recipient,
 * channel, address, messages) prevents duplicates.
 * @returns how many providers have to be called
 */
export async function openDeliveries(
  context: NotificationContext,
  tx: TenantTx,
  {
    task,
    subject,
    recipient,
    channels,
  }: {
    task: NotificationTask;
    subject: Subject;
    recipient: Recipient;
    channels: readonly ChosenChannel[];
  },
): Promise<number> {
  // Their addresses were read before: they may have been erased in between.
  if (!(await lockAgainstErasure(tx, recipient.id))) return 0;
  const at = new Date(context.clock.now());
  let opened = 0;
  for (const channel of channels) {
    // An in-app notification is delivered when it is stored.
    const isInApp = channel === "in_app";
    for (const address of recipient.addresses[channel] ?? []) {
      const id = context.ids.next();
      const inserted = await tx
        .insertInto("deliveries")
        .values({
          tenant_id: task.tenant_id,
          id,
          task_id: task.id,
          kind: subject.event,
          conversation_id: task.conversation_id,
          subject_id: task.subject_id,
          recipient_type: recipient.type,
          recipient_id: recipient.id,
          channel,
          address,
          mail_subject: null,
          from_seq: subject.fromSeq,
          to_seq: subject.toSeq,
          status: isInApp ? "delivered" : "queued",
          reason: null,
          provider: isInApp ? "desk" : null,
          provider_id: null,
          claimed_at: null,
          due_at: isInApp ? null : at,
          seen_at: null,
          created_at: at,
          updated_at: at,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning("id")
        .executeTakeFirst();
      if (!inserted) continue;
      const status = isInApp ? "delivered" : "queued";
      await addStep(tx, { tenantId: task.tenant_id, deliveryId: id, status, detail: null, at });
      if (isInApp) continue;
      await context.tasks.enqueue(tx, "notification.deliver", { deliveryId: id }, { dedupKey: id });
      opened += 1;
    }
  }
  return opened;
}
