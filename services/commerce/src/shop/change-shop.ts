import type { AccessClaims } from "@chorus/auth/access-token";
import { requirePermission } from "@chorus/auth/permission";
import type { Shop } from "@chorus/contracts/entities/catalogue";
import type { patchShop } from "@chorus/contracts/routes/catalogue";
import type { RouteBody } from "@chorus/contracts/routes/define-route";
import type { TenantTx } from "@chorus/database/database";
import { auditActor, writeAudit } from "@chorus/database/write-audit";
import { AppError } from "@chorus/kernel/app-error";
import type { CommerceContext } from "../context.ts";
import { changedMeanwhile } from "../changed-meanwhile.ts";
import { findShop, lockShop, presentShop, type ShopSettings } from "./read-shop.ts";

/**
 * Changes the settings of the shop; orders and carts that exist keep their currency and their prices.
 * @throws AppError `conflict` for another version, and for another currency while variants or promotions have amounts in the first
 */
export async function changeShop(
  context: CommerceContext,
  caller: AccessClaims,
  { ifVersion, ...given }: RouteBody<typeof patchShop>,
  requestId: string,
): Promise<Shop> {
  requirePermission(caller, "catalog.manage");
  requireDistinct(given.taxRates ?? []);
  const { tenantId } = caller;
  return context.database.withTenant(tenantId, async (tx) => {
    await lockShop(tx, tenantId, "alone");
    const before = await findShop(tx);
    if (before.version !== ifVersion) throw changedMeanwhile();
    const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const after: ShopSettings = {
      ...before,
      ...changes,
      version: before.version + 1,
    };
    if (after.currency !== before.currency) await requireNoPrices(tx);
    const row = {
      currency: after.currency,
      prices_include_tax: after.pricesIncludeTax,
      tax_rates: JSON.stringify(after.taxRates),
      shipping_fee: after.shippingFee,
      free_shipping_from: after.freeShippingFrom,
      manual_orders: after.manualOrders,
      version: after.version,
    };
    await tx
      .insertInto("commerce.shops")
      .values({ tenant_id: tenantId, ...row })
      .onConflict((conflict) => conflict.column("tenant_id").doUpdateSet(row))
      .execute();
    await writeAudit(tx, {
      ...{ tenantId, actor: auditActor(caller), action: "shop.update", target: { type: "shop", id: tenantId } },
      detail: { fields: Object.keys(changes) },
      requestId,
    });
    return presentShop(after);
  });
}

/** @throws AppError `invalid` for a class with two rates */
function requireDistinct(taxRates: Shop["taxRates"]): void {
  if (new Set(taxRates.map(({ taxClass }) => taxClass)).size === taxRates.length) return;
  const message = "A tax class stands there twice.";
  throw new AppError("invalid", { detail: message, errors: [{ path: "taxRates", message }] });
}

async function requireNoPrices(tx: TenantTx): Promise<void> {
  const variant = await tx.selectFrom("commerce.variants").select("id").limit(1).executeTakeFirst();
  const promotion = await tx.selectFrom("commerce.promotions").select("id").limit(1).executeTakeFirst();
  if (!variant && !promotion) return;
  throw new AppError("conflict", {
    detail:
      "There are variants or promotions with amounts in the currency of the shop: it can be changed only before the first one.",
  });
}
