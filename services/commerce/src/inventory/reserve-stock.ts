import type { TenantTx } from "@chorus/database/database";
import { AppError } from "@chorus/kernel/app-error";
import { sql } from "kysely";
import type { Actor } from "../actor.ts";
import type { CommerceContext } from "../context.ts";
import { findAvailable } from "./find-available.ts";
import { moveStock } from "./move-stock.ts";
import { type Demand, type Free, planAllocation, type Share, type Shortage } from "./plan-allocation.ts";

interface Reservation {
  /** Whose own holds do not stand in its way. */
  cartId: string;
  /** Of counted variants only. */
  demands: readonly Demand[];
  at: Date;
}

/**
 * Keeps units for a cart until `expiresAt`, in place of what it held before.
 * @throws AppError `out_of_stock` with what is there instead: nothing is held then
 */
export async function holdStock(
  tx: TenantTx,
  { tenantId, expiresAt, cartId, ...wanted }: Reservation & { tenantId: string; expiresAt: Date },
): Promise<void> {
  const shares = await reserveStock(tx, { cartId, ...wanted });
  if (shares.length > 0) await insertHolds(tx, { tenantId, cartId, expiresAt }, shares);
}

/** Gives the units of these lines back that are allocated and not shipped; of a line that has none, nothing. @returns what came back */
export async function releaseStock(
  context: Pick<CommerceContext, "ids" | "clock">,
  tx: TenantTx,
  { tenantId, actor, lineIds }: { tenantId: string; actor: Actor; lineIds: readonly string[] },
): Promise<Omit<Share, "key">[]> {
  const { rows } = await sql<{ variant_id: string; location_id: string; order_line_id: string; left: number }>`
    select variant_id, location_id, order_line_id, sum(allocated_change)::int as left
    from commerce.stock_movements where order_line_id = any(${lineIds}::uuid[])
    group by 1, 2, 3 having sum(allocated_change) > 0`.execute(tx);
  await moveStock(context, tx, {
    ...{ tenantId, actor },
    movements: rows.map((row) => ({
      ...{ variantId: row.variant_id, locationId: row.location_id, orderLineId: row.order_line_id },
      ...{ kind: "released", quantity: row.left },
    })),
  });
  return rows.map((row) => ({ variantId: row.variant_id, locationId: row.location_id, quantity: row.left }));
}

/** Keeps units for a cart that have just come back in this transaction, from where they came: nobody can have taken them. */
export async function holdReleased(
  tx: TenantTx,
  { tenantId, cartId, expiresAt }: { tenantId: string; cartId: string; expiresAt: Date },
  released: readonly Omit<Share, "key">[],
): Promise<void> {
  const places = new Map<string, Omit<Share, "key">>();
  for (const share of released) {
    const place = `${share.variantId} ${share.locationId}`;
    const quantity = (places.get(place)?.quantity ?? 0) + share.quantity;
    places.set(place, { ...share, quantity });
  }
  if (places.size > 0) await insertHolds(tx, { tenantId, cartId, expiresAt }, [...places.values()]);
}

async function insertHolds(
  tx: TenantTx,
  { tenantId, cartId, expiresAt }: { tenantId: string; cartId: string; expiresAt: Date },
  shares: readonly Omit<Share, "key">[],
): Promise<void> {
  await tx
    .insertInto("commerce.holds")
    .values(
      shares.map(({ variantId, locationId, quantity }) => ({
        ...{ tenant_id: tenantId, cart_id: cartId, variant_id: variantId, location_id: locationId, quantity },
        expires_at: expiresAt,
      })),
    )
    .execute();
}

/**
 * From where the units of an order come, in place of what its cart held. The levels of the demanded variants stay locked until the
 * transaction ends, in which the shares are to be moved.
 * @throws AppError `out_of_stock` with what is there instead
 */
export async function reserveStock(tx: TenantTx, { cartId, demands, at }: Reservation): Promise<Share[]> {
  const variantIds = [...new Set(demands.map(({ variantId }) => variantId))].toSorted();
  if (variantIds.length === 0) {
    await releaseHolds(tx, cartId);
    return [];
  }
  // Whoever comes when everything is gone need not wait in the queue for the lock.
  const available = await findAvailable(tx, variantIds, { heldUntil: at, exceptCartId: cartId });
  const glance = [...available].map(([variantId, quantity]) => ({ variantId, quantity, locationId: "", rank: 0 }));
  requireShares(planAllocation(demands, glance));
  await tx
    .selectFrom("commerce.stock_levels")
    .select("variant_id")
    .where("variant_id", "in", variantIds)
    .orderBy("variant_id")
    .orderBy("location_id")
    .forUpdate()
    .execute();
  await releaseHolds(tx, cartId);
  await tx.deleteFrom("commerce.holds").where("variant_id", "in", variantIds).where("expires_at", "<=", at).execute();
  return requireShares(planAllocation(demands, await findFree(tx, variantIds)));
}

async function findFree(tx: TenantTx, variantIds: readonly string[]): Promise<Free[]> {
  const { rows } = await sql<{ variant_id: string; location_id: string; rank: number; free: number }>`
    select l.variant_id, l.location_id, p.rank, l.on_hand - l.allocated - coalesce((
      select sum(h.quantity) from commerce.holds h
      where h.variant_id = l.variant_id and h.location_id = l.location_id), 0)::int as free
    from commerce.stock_levels l join commerce.locations p on p.id = l.location_id
    where l.variant_id = any(${variantIds}::uuid[])`.execute(tx);
  return rows.map((row) => ({
    ...{ variantId: row.variant_id, locationId: row.location_id, rank: row.rank, quantity: row.free },
  }));
}

export async function releaseHolds(tx: TenantTx, cartId: string): Promise<void> {
  await tx.deleteFrom("commerce.holds").where("cart_id", "=", cartId).execute();
}

function requireShares(plan: { shares: Share[] } | { shortages: Shortage[] }): Share[] {
  if ("shares" in plan) return plan.shares;
  throw new AppError("out_of_stock", {
    detail: "There are not enough units: lower the quantities to what is available.",
    errors: plan.shortages.map(({ variantId, wanted, available }) => ({
      path: `lines.${variantId}.quantity`,
      message: `${wanted} are wanted, ${available} available`,
    })),
  });
}
