import type { NotificationContext } from "../context.ts";

/** Asks a worker to look at a delivery. A job that is lost is replaced by the sweep. */
export async function wakeDelivery(
  context: Pick<NotificationContext, "queues" | "clock">,
  {
    tenantId,
    deliveryId,
    attempts,
    dueMs,
    round,
  }: {
    tenantId: string;
    deliveryId: string;
    attempts: number;
    dueMs: number;
    /** Which sweep asks: its jobs are others than the first one. */
    round?: number;
  },
): Promise<void> {
  const jobId = ["delivery", deliveryId, attempts, ...(round === undefined ? [] : [round])].join("-");
  const delayMs = Math.max(0, dueMs - context.clock.now());
  await context.queues.enqueue("notification.deliver", { tenantId, deliveryId }, { jobId, delayMs });
}
