import type { AccessClaims } from "@chorus/auth/access-token";
import { requirePermission } from "@chorus/auth/permission";
import type { AuditAction } from "@chorus/contracts/entities/audit-action";
import type { RouteBody } from "@chorus/contracts/routes/define-route";
import type { adjustStock, countStock, StockLevel, transferStock } from "@chorus/contracts/routes/stock";
import type { TenantTx } from "@chorus/database/database";
import { auditActor, writeAudit } from "@chorus/database/write-audit";
import { AppError, notFound } from "@chorus/kernel/app-error";
import { actorOf } from "../actor.ts";
import type { CommerceContext } from "../context.ts";
import { type Movement, moveStock } from "./move-stock.ts";
import { findLevels } from "./read-stock.ts";

/** Units that came, or are gone. @throws AppError `not_found`, `out_of_stock` */
export async function adjust(
  context: CommerceContext,
  caller: AccessClaims,
  { variantId, locationId, quantity, reason }: RouteBody<typeof adjustStock>,
  requestId: string,
): Promise<StockLevel> {
  const kind = quantity > 0 ? "received" : "adjusted";
  const [level] = await change(context, caller, { variantId, action: "stock.adjust", requestId }, () =>
    Promise.resolve([{ variantId, locationId, kind, quantity, reason }]),
  );
  return level!;
}

/** Units from one location to another. @throws AppError `not_found`, `out_of_stock`, `invalid` for one and the same location */
export async function transfer(
  context: CommerceContext,
  caller: AccessClaims,
  { variantId, fromLocationId, toLocationId, quantity, reason }: RouteBody<typeof transferStock>,
  requestId: string,
): Promise<{ from: StockLevel; to: StockLevel }> {
  if (fromLocationId === toLocationId) {
    const message = "must be another location than the one they come from";
    throw new AppError("invalid", { detail: `toLocationId: ${message}`, errors: [{ path: "toLocationId", message }] });
  }
  const kind = "transferred";
  const [from, to] = await change(context, caller, { variantId, action: "stock.transfer", requestId }, () =>
    Promise.resolve([
      { variantId, locationId: fromLocationId, kind, quantity: -quantity, reason },
      { variantId, locationId: toLocationId, kind, quantity, reason },
    ]),
  );
  return { from: from!, to: to! };
}

/** What was counted is what is there. @throws AppError `not_found`, `out_of_stock` when more is promised to orders */
export async function count(
  context: CommerceContext,
  caller: AccessClaims,
  { variantId, locationId, counted, reason }: RouteBody<typeof countStock>,
  requestId: string,
): Promise<StockLevel> {
  const [level] = await change(context, caller, { variantId, action: "stock.count", requestId }, async (tx) => {
    const before = await tx
      .selectFrom("commerce.stock_levels")
      .select("on_hand")
      .where("variant_id", "=", variantId)
      .where("location_id", "=", locationId)
      .forUpdate()
      .executeTakeFirst();
    return [{ variantId, locationId, kind: "counted", quantity: counted - (before?.on_hand ?? 0), reason }];
  });
  return level!;
}

/** @returns the levels after it, in the order of the movements */
async function change(
  context: CommerceContext,
  caller: AccessClaims,
  { variantId, action, requestId }: { variantId: string; action: AuditAction; requestId: string },
  movementsOf: (tx: TenantTx) => Promise<Movement[]>,
): Promise<StockLevel[]> {
  requirePermission(caller, "stock.manage");
  const { tenantId } = caller;
  return context.database.withTenant(tenantId, async (tx) => {
    await lockVariant(tx, variantId);
    const movements = await movementsOf(tx);
    await requireLocations(tx, movements);
    const changing = movements.filter(({ quantity }) => quantity !== 0);
    await moveStock(context, tx, { tenantId, actor: actorOf(caller), movements: changing });
    await writeAudit(tx, {
      ...{ tenantId, actor: auditActor(caller), action, target: { type: "variant", id: variantId } },
      requestId,
    });
    const at = new Date(context.clock.now());
    const levels = await findLevels(tx, { variantIds: [variantId], at });
    return movements.map(({ locationId }) => {
      const level = levels.find((one) => one.locationId === locationId);
      return level ?? nothingAt(variantId, locationId, at);
    });
  });
}

/**
 * Lets one change by hand of a variant's stock be made after the other: at a location where there has been none of it there is no level
 * that could be locked, and two counts would add up. Orders, which need what is there, wait for levels alone.
 * @throws AppError `not_found`
 */
async function lockVariant(tx: TenantTx, variantId: string): Promise<void> {
  const variant = await tx
    .selectFrom("commerce.variants")
    .select("id")
    .where("id", "=", variantId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!variant) throw notFound();
}

/** @throws AppError `not_found` for an unknown one */
async function requireLocations(tx: TenantTx, movements: readonly Movement[]): Promise<void> {
  const wanted = [...new Set(movements.map(({ locationId }) => locationId))];
  const known = await tx.selectFrom("commerce.locations").select("id").where("id", "in", wanted).execute();
  if (known.length < wanted.length) throw notFound();
}

function nothingAt(variantId: string, locationId: string, at: Date): StockLevel {
  return { variantId, locationId, onHand: 0, allocated: 0, held: 0, available: 0, changedAt: at.toISOString() };
}
