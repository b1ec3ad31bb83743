import type { AccessClaims } from "@chorus/auth/access-token";
import { requirePermission } from "@chorus/auth/permission";
import type { Cart } from "@chorus/contracts/entities/order";
import type { TenantTx } from "@chorus/database/database";
import type { CartsTable } from "@chorus/database/tables/commerce";
import { AppError, notFound } from "@chorus/kernel/app-error";
import { toTimestamp } from "@chorus/kernel/clock";
import type { Selectable } from "kysely";
import { valuesOf } from "../catalogue/option-matrix.ts";
import { findAvailable } from "../inventory/find-available.ts";
import { mayReadOrders, placedOrders } from "../orders/order-rows.ts";

export type CartRow = Selectable<CartsTable>;

/** A line of a cart with all that an order copies of the catalogue. */
export interface CartGoods {
  variantId: string;
  productId: string;
  quantity: number;
  sku: string;
  name: string;
  options: { name: string; value: string }[];
  /** Minor units. */
  price: number;
  currency: string;
  taxClass: string;
  isTracked: boolean;
  isSold: boolean;
}

/** @throws AppError `not_found`, also for another customer's */
export async function findCart(tx: TenantTx, caller: AccessClaims, cartId: string): Promise<CartRow> {
  return found(await ofCaller(tx, caller, cartId).executeTakeFirst());
}

/** Locked, for a change. @throws AppError `not_found` as `findCart` */
export async function lockCart(tx: TenantTx, caller: AccessClaims, cartId: string): Promise<CartRow> {
  return found(await ofCaller(tx, caller, cartId).forUpdate().executeTakeFirst());
}

/** The same for one that can still be changed. @throws AppError `not_found`, `conflict` for one that was ordered */
export async function lockOpenCart(tx: TenantTx, caller: AccessClaims, cartId: string): Promise<CartRow> {
  const cart = await lockCart(tx, caller, cartId);
  if (cart.status === "open") return cart;
  throw new AppError("conflict", { detail: "This cart has been ordered, or is being paid: begin a new one." });
}

function ofCaller(tx: TenantTx, caller: AccessClaims, cartId: string) {
  const reach = requirePermission(caller, "cart.use");
  const query = tx.selectFrom("commerce.carts").selectAll().where("id", "=", cartId);
  return reach === "own" ? query.where("customer_id", "=", caller.userId) : query;
}

function found(row: CartRow | undefined): CartRow {
  if (!row) throw notFound();
  return row;
}

/** What is in a cart, in the order in which it came. */
export async function findGoods(tx: TenantTx, cartId: string): Promise<CartGoods[]> {
  const rows = await tx
    .selectFrom("commerce.cart_lines as l")
    .innerJoin("commerce.variants as v", "v.id", "l.variant_id")
    .innerJoin("commerce.products as p", "p.id", "v.product_id")
    .select([
      "l.variant_id",
      "l.quantity",
      "v.sku",
      "v.options",
      "v.price",
      "v.currency",
      "v.is_tracked",
      "v.product_id",
    ])
    .select(["p.title", "p.status", "p.tax_class", "p.options as product_options"])
    .where("l.cart_id", "=", cartId)
    .orderBy("l.added_at")
    .orderBy("l.variant_id")
    .execute();
  return rows.map((row) => ({
    ...{ variantId: row.variant_id, productId: row.product_id, quantity: row.quantity, sku: row.sku, name: row.title },
    options: valuesOf(row.product_options, row.options),
    ...{ price: row.price, currency: row.currency, taxClass: row.tax_class },
    ...{ isTracked: row.is_tracked, isSold: row.status === "active" },
  }));
}

/** What goods cost before anything is taken off, in minor units. */
export function subtotalOf(goods: readonly Pick<CartGoods, "price" | "quantity">[]): number {
  return goods.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
}

/** The codes of a cart, in the order in which they came. */
function findCoupons(tx: TenantTx, cartId: string): Promise<Cart["coupons"]> {
  return tx
    .selectFrom("commerce.cart_coupons as k")
    .innerJoin("commerce.coupons as c", "c.code", "k.code")
    .innerJoin("commerce.promotions as p", "p.id", "c.promotion_id")
    .select(["k.code", "p.name"])
    .where("k.cart_id", "=", cartId)
    .orderBy("k.added_at")
    .orderBy("k.code")
    .execute();
}

/** A cart at today's prices; who may not read orders does not see where it goes. */
export async function presentCart(
  tx: TenantTx,
  row: CartRow,
  { caller, at }: { caller: AccessClaims; at: Date },
): Promise<Cart> {
  const goods = await findGoods(tx, row.id);
  const available = await findAvailable(
    tx,
    goods.map(({ variantId }) => variantId),
    { at, own: { customerId: row.customer_id } },
  );
  const order = await placedOrders(tx).where("cart_id", "=", row.id).executeTakeFirst();
  const { currency } = row;
  return {
    ...{ id: row.id, status: row.status, customerId: row.customer_id },
    lines: goods.map((line) => ({
      ...{ variantId: line.variantId, sku: line.sku, name: line.name, options: line.options, quantity: line.quantity },
      unit: { amount: line.price, currency: line.currency },
      inStock: line.isSold && (!line.isTracked || (available.get(line.variantId) ?? 0) >= line.quantity),
    })),
    subtotal: { amount: subtotalOf(goods), currency },
    coupons: await findCoupons(tx, row.id),
    shippingAddress: mayReadOrders(caller) ? (row.shipping_address as Cart["shippingAddress"]) : null,
    orderId: order?.id ?? null,
    version: row.version,
    createdAt: toTimestamp(row.created_at),
    updatedAt: toTimestamp(row.updated_at),
  };
}
