import type { TenantTx } from "@chorus/database/database";
import { AppError } from "@chorus/kernel/app-error";
import { sql } from "kysely";
import type { Actor } from "../actor.ts";
import type { CommerceContext } from "../context.ts";
import { boundedShares } from "./hold-bounds.ts";
import { findAvailable } from "./find-available.ts";
import { moveStock } from "./move-stock.ts";
import { type Demand, type Free, planAllocation, type Share, type Shortage } from "./plan-allocation.ts";

interface Reservation {
  /** Whose own holds do not stand in its way. */
  cartId: string;
  /** Carts that are locked too, and give up what they hold. */
  insteadOf?: readonly string[];
  /** Of counted variants only. */
  demands: readonly Demand[];
  at: Date;
}

interface Hold extends Reservation {
  tenantId: string;
  /** Null: the units have to be there, and are not held. */
  expiresAt: Date | null;
  /** The most units of a variant that are held, of those that can be promised; without it all. */
  mostOf?: (available: number) => number;
}

interface HeldAgain {
  tenantId: string;
  cartId: string;
  expiresAt: Date;
  mostOf?: (available: number) => number;
}

/**
 * Keeps units for a cart until `expiresAt`, in place of what it held before.
 * @returns what is held, which may be less than is demanded
 * @throws AppError `out_of_stock` with what is there instead: nothing is held then
 */
export async function holdStock(
  tx: TenantTx,
  { tenantId, expiresAt, mostOf = (available) => available, ...wanted }: Hold,
): Promise<Share[]> {
  const { shares, free } = await reserve(tx, wanted);
  const held = expiresAt === null ? [] : boundedShares(shares, free, mostOf);
  if (expiresAt === null || held.length === 0) return [];
  await insertHolds(tx, { tenantId, cartId: wanted.cartId, expiresAt }, held);
  return held;
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
  { mostOf = (available) => available, ...hold }: HeldAgain,
  released: readonly Omit<Share, "key">[],
): Promise<void> {
  const places = new Map<string, Share>();
  for (const share of released) {
    const key = `${share.variantId} ${share.locationId}`;
    places.set(key, { ...share, key, quantity: (places.get(key)?.quantity ?? 0) + share.quantity });
  }
  const free = await findFree(tx, [...new Set(released.map(({ variantId }) => variantId))]);
  const held = boundedShares([...places.values()], free, mostOf);
  if (held.length > 0) await insertHolds(tx, hold, held);
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
export async function reserveStock(tx: TenantTx, wanted: Reservation): Promise<Share[]> {
  return (await reserve(tx, wanted)).shares;
}

async function reserve(
  tx: TenantTx,
  { cartId, insteadOf = [], demands, at }: Reservation,
): Promise<{ shares: Share[]; free: Free[] }> {
  const cartIds = [cartId, ...insteadOf];
  const variantIds = [...new Set(demands.map(({ variantId }) => variantId))];
  // Whoever comes when everything is gone need not wait in the queue for the lock.
  const available = await findAvailable(tx, variantIds, { at, own: { cartIds } });
  const glance = [...available].map(([variantId, quantity]) => ({ variantId, quantity, locationId: "", rank: 0 }));
  requireShares(planAllocation(demands, glance));
  await lockLevels(tx, [...variantIds, ...(await variantsHeldBy(tx, insteadOf))]);
  await releaseHolds(tx, cartIds);
  if (variantIds.length === 0) return { shares: [], free: [] };
  await tx.deleteFrom("commerce.holds").where("variant_id", "in", variantIds).where("expires_at", "<=", at).execute();
  const free = await findFree(tx, variantIds);
  return { shares: requireShares(planAllocation(demands, free)), free };
}

async function variantsHeldBy(tx: TenantTx, cartIds: readonly string[]): Promise<string[]> {
  if (cartIds.length === 0) return [];
  const rows = await tx.selectFrom("commerce.holds").select("variant_id").where("cart_id", "in", cartIds).execute();
  return rows.map((row) => row.variant_id);
}

async function lockLevels(tx: TenantTx, variantIds: readonly string[]): Promise<void> {
  if (variantIds.length === 0) return;
  await tx
    .selectFrom("commerce.stock_levels")
    .select("variant_id")
    .where("variant_id", "in", variantIds)
    .orderBy("variant_id")
    .orderBy("location_id")
    .forUpdate()
    .execute();
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

export async function releaseHolds(tx: TenantTx, cartIds: readonly string[]): Promise<void> {
  await tx.deleteFrom("commerce.holds").where("cart_id", "in", cartIds).execute();
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
