import { AppError } from "@chorus/kernel/app-error";
import type { NotificationContext } from "../context.ts";
import { retryDelivery } from "./retry-delivery.ts";

/** Retries several deliveries independently: one that has arrived meanwhile does not stop the others. */
export async function replayDeliveries(
  context: NotificationContext,
  { tenantId, userId, deliveryIds }: { tenantId: string; userId: string; deliveryIds: readonly string[] },
): Promise<{ replayed: number; leftAlone: number }> {
  const ids = new Set(deliveryIds);
  let replayed = 0;
  for (const deliveryId of ids) {
    try {
      await retryDelivery(context, { tenantId, userId, deliveryId });
      replayed += 1;
    } catch (error) {
      const isLeftAlone = error instanceof AppError && (error.code === "conflict" || error.code === "not_found");
      if (!isLeftAlone) throw error;
    }
  }
  return { replayed, leftAlone: ids.size - replayed };
}
