import type { TenantTx } from "@chorus/database/database";
import type { DeliveryRow } from "../channels/channel.ts";
import type { NotificationContext } from "../context.ts";
import { countMail } from "./mail-quota.ts";

/**
 * Counts a delivery that is about to be handed to its provider against every quota, in the transaction that claims it; once, however
 * often it is retried. One that is over is counted nowhere.
 * @returns until when it waits and why, or null when it may go
 */
export async function countDelivery(
  context: Pick<NotificationContext, "clock" | "random" | "quotas">,
  tx: TenantTx,
  delivery: DeliveryRow,
): Promise<{ untilMs: number; reason: string } | null> {
  // Who was claimed before has its provider.
  if (delivery.provider !== null) return null;
  const over = await context.quotas.use(delivery);
  if (over) return { untilMs: context.clock.now() + over.waitMs, reason: over.reason };
  let mayGo = false;
  try {
    const overDay = await countMail(context, tx, delivery);
    mayGo = overDay === null;
    return overDay;
  } finally {
    if (!mayGo) await context.quotas.giveBack(delivery);
  }
}
