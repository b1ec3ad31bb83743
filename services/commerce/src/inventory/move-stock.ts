import { type TenantTx, violates } from "@chorus/database/database";
import type { StockMovementsTable } from "@chorus/database/tables/commerce";
import { AppError } from "@chorus/kernel/app-error";
import type { Selectable } from "kysely";
import type { Actor } from "../actor.ts";
import type { CommerceContext } from "../context.ts";

export interface Movement {
  variantId: string;
  locationId: string;
  kind: Selectable<StockMovementsTable>["kind"];
  /** Of what is adjusted, counted or transferred it may be below zero. */
  quantity: number;
  /** Of what is allocated, released or shipped. */
  orderLineId?: string;
  reason?: string | undefined;
}

/**
 * Changes stock, the only way to do so: each movement changes its level in the same statement. Levels are locked in one order, so
 * that nobody waits in a circle.
 * @throws AppError `out_of_stock` when a level would promise more than it has, or have less than nothing: nothing is changed then
 */
export async function moveStock(
  { ids, clock }: Pick<CommerceContext, "ids" | "clock">,
  tx: TenantTx,
  { tenantId, actor, movements }: { tenantId: string; actor: Actor; movements: readonly Movement[] },
): Promise<void> {
  if (movements.length === 0) return;
  const at = new Date(clock.now());
  const place = ({ variantId, locationId }: Movement) => `${variantId} ${locationId}`;
  const ordered = movements.toSorted((left, right) => (place(left) < place(right) ? -1 : 1));
  try {
    await tx
      .insertInto("commerce.stock_movements")
      .values(
        ordered.map(({ variantId, locationId, kind, quantity, orderLineId = null, reason = null }) => ({
          ...{ tenant_id: tenantId, id: ids.next(), variant_id: variantId, location_id: locationId, kind, quantity },
          ...{ order_line_id: orderLineId, reason, actor_type: actor.type, actor_id: actor.id, created_at: at },
        })),
      )
      .execute();
  } catch (error) {
    if (!violates(error, "stock_levels_enough")) throw error;
    throw new AppError("out_of_stock", {
      detail: "There are not so many units there that are not promised to orders.",
      cause: error,
    });
  }
}
