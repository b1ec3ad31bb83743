import type { OrderEvent } from "@chorus/contracts/entities/order";
import type { TenantTx } from "@chorus/database/database";
import type { Actor } from "../actor.ts";

export interface TimelineEntry {
  kind: OrderEvent["kind"];
  field?: string;
  old?: readonly string[];
  new?: readonly string[];
  reason?: string | undefined;
}

/**
 * Appends to the timeline of an order that is locked, or made, in this transaction.
 * @param last the number of the last entry
 * @returns that of the new last one, which the order's row keeps
 */
export async function appendTimeline(
  tx: TenantTx,
  { tenantId, orderId, last, actor, at }: { tenantId: string; orderId: string; last: number; actor: Actor; at: Date },
  entries: readonly TimelineEntry[],
): Promise<number> {
  await tx
    .insertInto("commerce.order_events")
    .values(
      entries.map(({ kind, field = null, reason = null, ...change }, index) => ({
        ...{ tenant_id: tenantId, order_id: orderId, number: last + index + 1, kind, field, reason },
        old: change.old ? JSON.stringify(change.old) : null,
        new: change.new ? JSON.stringify(change.new) : null,
        ...{ actor_type: actor.type, actor_id: actor.id, created_at: at },
      })),
    )
    .execute();
  return last + entries.length;
}
