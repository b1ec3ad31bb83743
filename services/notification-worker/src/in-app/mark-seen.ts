import type { NotificationContext } from "../context.ts";

/** @param ids which; undefined: all */
export async function markSeen(
  context: NotificationContext,
  { tenantId, userId }: { tenantId: string; userId: string },
  ids: readonly string[] | undefined,
): Promise<void> {
  if (ids?.length === 0) return;
  await context.database.withTenant(tenantId, async (tx) => {
    let query = tx
      .updateTable("deliveries")
      .set({ seen_at: new Date(context.clock.now()) })
      .where("recipient_id", "=", userId)
      .where("channel", "=", "in_app")
      .where("seen_at", "is", null);
    if (ids) query = query.where("id", "in", [...ids]);
    await query.execute();
  });
}
