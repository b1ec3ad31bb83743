import type { AccessClaims } from "@chorus/auth/access-token";
import { requirePermission } from "@chorus/auth/permission";
import type { listMovements, listStock, StockLevel, StockMovement } from "@chorus/contracts/routes/stock";
import type { RouteQuery } from "@chorus/contracts/routes/define-route";
import type { TenantTx } from "@chorus/database/database";
import { decodeCursor, type Page, pageOf } from "@chorus/http/keyset";
import { toTimestamp } from "@chorus/kernel/clock";
import { sql } from "kysely";
import { z } from "zod";
import type { CommerceContext } from "../context.ts";

const LevelPosition = z.object({ variantId: z.uuid(), locationId: z.uuid() });
const MovementPosition = z.object({ id: z.uuid() });

/** What lies where, in the order of variants and locations. */
export async function readStock(
  context: CommerceContext,
  caller: AccessClaims,
  { limit, cursor, variantId, locationId }: RouteQuery<typeof listStock>,
): Promise<Page<StockLevel>> {
  requirePermission(caller, "stock.read");
  const after = decodeCursor(LevelPosition, cursor);
  const levels = await context.database.readTenant(caller.tenantId, (tx) =>
    findLevels(tx, {
      ...{ at: new Date(context.clock.now()), limit: limit + 1, locationId, after },
      variantIds: variantId === undefined ? undefined : [variantId],
    }),
  );
  return pageOf(
    levels,
    limit,
    (level) => level,
    (level) => ({ variantId: level.variantId, locationId: level.locationId }),
  );
}

interface LevelFilter {
  /** Holds that have ended by then do not count. */
  at: Date;
  variantIds?: readonly string[] | undefined;
  locationId?: string | undefined;
  after?: { variantId: string; locationId: string } | undefined;
  limit?: number;
}

export async function findLevels(tx: TenantTx, filter: LevelFilter): Promise<StockLevel[]> {
  const { at, variantIds, locationId, after, limit = 1_000 } = filter;
  const { rows } = await sql<{
    variant_id: string;
    location_id: string;
    on_hand: number;
    allocated: number;
    held: number;
    changed_at: Date;
  }>`
    select l.*, coalesce((
      select sum(h.quantity) from commerce.holds h
      where h.variant_id = l.variant_id and h.location_id = l.location_id and h.expires_at > ${at}), 0)::int as held
    from commerce.stock_levels l
    where ${variantIds ? sql`l.variant_id = any(${variantIds}::uuid[])` : sql`true`}
      and ${locationId ? sql`l.location_id = ${locationId}` : sql`true`}
      and ${after ? sql`(l.variant_id, l.location_id) > (${after.variantId}::uuid, ${after.locationId}::uuid)` : sql`true`}
    order by l.variant_id, l.location_id limit ${limit}`.execute(tx);
  return rows.map((row) => ({
    ...{ variantId: row.variant_id, locationId: row.location_id },
    ...{ onHand: row.on_hand, allocated: row.allocated, held: row.held },
    available: Math.max(row.on_hand - row.allocated - row.held, 0),
    changedAt: toTimestamp(row.changed_at),
  }));
}

/** How stock changed, the newest first. */
export async function readMovements(
  context: CommerceContext,
  caller: AccessClaims,
  { limit, cursor, variantId }: RouteQuery<typeof listMovements>,
): Promise<Page<StockMovement>> {
  requirePermission(caller, "stock.read");
  const before = decodeCursor(MovementPosition, cursor);
  const rows = await context.database.readTenant(caller.tenantId, (tx) => {
    let query = tx
      .selectFrom("commerce.stock_movements")
      .selectAll()
      .orderBy("id", "desc")
      .limit(limit + 1);
    if (variantId !== undefined) query = query.where("variant_id", "=", variantId);
    if (before) query = query.where("id", "<", before.id);
    return query.execute();
  });
  return pageOf(
    rows,
    limit,
    (row) => ({
      ...{ id: row.id, variantId: row.variant_id, locationId: row.location_id, kind: row.kind, quantity: row.quantity },
      ...{ onHandChange: row.on_hand_change, allocatedChange: row.allocated_change, reason: row.reason },
      actor: { type: row.actor_type, id: row.actor_id },
      createdAt: toTimestamp(row.created_at),
    }),
    ({ id }) => ({ id }),
  );
}
