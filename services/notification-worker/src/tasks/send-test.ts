import type { Delivery } from "@chorus/contracts/entities/delivery";
import type { ChosenChannel } from "@chorus/contracts/entities/notification-preferences";
import { AppError, notFound } from "@chorus/kernel/app-error";
import type { NotificationContext } from "../context.ts";
import { usersAsRecipients } from "./people.ts";
import { openDeliveries } from "./open-deliveries.ts";
import { readDelivery } from "../deliveries/read-deliveries.ts";
import type { NotificationTask } from "./subject.ts";

/**
 * Sends a test on one channel.
 * @throws AppError `rate_limited`; `conflict` when this installation or this person has no such channel
 */
export async function sendTest(
  context: NotificationContext,
  { tenantId, userId, channel }: { tenantId: string; userId: string; channel: ChosenChannel },
): Promise<Delivery> {
  await context.testLimit(tenantId, userId);
  const at = new Date(context.clock.now());
  return context.database.withTenant(tenantId, async (tx) => {
    const user = await tx
      .selectFrom("users")
      .select(["id", "email", "disabled_at"])
      .where("id", "=", userId)
      .executeTakeFirst();
    if (!user) throw notFound();
    const [recipient] = await usersAsRecipients(tx, [user]);
    if (!recipient?.addresses[channel]?.length) {
      throw new AppError("conflict", { detail: `Nothing is known that ${channel} could be sent to.` });
    }
    // There is nothing to decide, so the delivery has no notification task, only its id.
    const task: NotificationTask = {
      ...{ tenant_id: tenantId, id: context.ids.next(), kind: "test", conversation_id: null, subject_id: userId },
      ...{ first_seq: null, created_at: at },
    };
    const subject = {
      event: "test" as const,
      sinceMs: at.getTime(),
      recipients: [recipient],
      fromSeq: null,
      toSeq: null,
    };
    await openDeliveries(context, tx, { task, subject, recipient, channels: [channel] });
    const { id } = await tx
      .selectFrom("deliveries")
      .select("id")
      .where("task_id", "=", task.id)
      .executeTakeFirstOrThrow();
    return readDelivery(tx, id);
  });
}
