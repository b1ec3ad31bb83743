import type { AccessClaims } from "@chorus/auth/access-token";
import { requirePermission } from "@chorus/auth/permission";
import type { Shop } from "@chorus/contracts/entities/catalogue";
import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";
import type { CommerceContext } from "../context.ts";

/** A tenant's settings as verbs use them; amounts in minor units of the currency. */
export interface ShopSettings {
  currency: string;
  pricesIncludeTax: boolean;
  /** Millionths, each class once. */
  taxRates: Shop["taxRates"];
  shippingFee: number;
  freeShippingFrom: number | null;
  manualOrders: Shop["manualOrders"];
  version: number;
}

/** The class of a product that names none. */
export const STANDARD_TAX_CLASS = "standard";

const DEFAULTS: ShopSettings = {
  currency: "EUR",
  pricesIncludeTax: true,
  taxRates: [{ taxClass: STANDARD_TAX_CLASS, rate: 0 }],
  shippingFee: 0,
  freeShippingFrom: null,
  manualOrders: "everybody",
  version: 1,
};

export async function readShop(context: CommerceContext, caller: AccessClaims): Promise<Shop> {
  requirePermission(caller, "catalog.read");
  return presentShop(await context.database.readTenant(caller.tenantId, findShop));
}

/** The settings of the transaction's tenant; the defaults while nobody has set any. */
export async function findShop(tx: TenantTx): Promise<ShopSettings> {
  const row = await tx.selectFrom("commerce.shops").selectAll().executeTakeFirst();
  if (!row) return DEFAULTS;
  return {
    currency: row.currency,
    pricesIncludeTax: row.prices_include_tax,
    taxRates: row.tax_rates,
    shippingFee: row.shipping_fee,
    freeShippingFrom: row.free_shipping_from,
    manualOrders: row.manual_orders,
    version: row.version,
  };
}

export function presentShop(shop: ShopSettings): Shop {
  const { currency, freeShippingFrom } = shop;
  return {
    currency,
    pricesIncludeTax: shop.pricesIncludeTax,
    taxRates: shop.taxRates,
    shippingFee: { amount: shop.shippingFee, currency },
    freeShippingFrom: freeShippingFrom === null ? null : { amount: freeShippingFrom, currency },
    manualOrders: shop.manualOrders,
    version: shop.version,
  };
}

/** Millionths; of a class that has no rate of its own, the standard one's. */
export function taxRateOf({ taxRates }: ShopSettings, taxClass: string): number {
  const rateOf = (wanted: string) => taxRates.find((one) => one.taxClass === wanted)?.rate;
  return rateOf(taxClass) ?? rateOf(STANDARD_TAX_CLASS) ?? 0;
}

/**
 * Keeps the settings as they are until the transaction ends. Whoever writes prices in the currency of the shop shares this, whoever
 * changes the settings has it alone. There may be no row to lock yet.
 */
export async function lockShop(tx: TenantTx, tenantId: string, how: "shared" | "alone"): Promise<void> {
  const lock = how === "shared" ? sql`pg_advisory_xact_lock_shared` : sql`pg_advisory_xact_lock`;
  await sql`select ${lock}(hashtextextended(${`shop ${tenantId}`}, 0))`.execute(tx);
}
