import type { AccessClaims } from "@chorus/auth/access-token";
import { requirePermission } from "@chorus/auth/permission";
import { type Address, type Cart, CART_LIMITS } from "@chorus/contracts/entities/order";
import type { TenantTx } from "@chorus/database/database";
import { lockAgainstErasure } from "@chorus/database/lock-against-erasure";
import { AppError, notFound } from "@chorus/kernel/app-error";
import type { CommerceContext } from "../context.ts";
import { releaseHolds } from "../inventory/reserve-stock.ts";
import { findShop } from "../shop/read-shop.ts";
import { requireCoupon } from "../promotions/find-holding.ts";
import { type CartRow, findCart, findGoods, lockOpenCart, presentCart, subtotalOf } from "./cart-rows.ts";

/** @param customerId whose it is; a customer's is their own. @throws AppError `invalid`, `not_found` for an unknown customer */
export async function createCart(
  context: CommerceContext,
  caller: AccessClaims,
  { customerId }: { customerId?: string | undefined },
): Promise<Cart> {
  const isOwn = requirePermission(caller, "cart.use") === "own";
  if (isOwn && customerId !== undefined && customerId !== caller.userId)
    throw invalid("is for the desk only: a customer's cart is their own");
  if (!isOwn && customerId === undefined) throw invalid("is missing: say whose cart it is");
  const owner = customerId ?? caller.userId;
  const { tenantId } = caller;
  const at = new Date(context.clock.now());
  return context.database.withTenant(tenantId, async (tx) => {
    const customer = await tx.selectFrom("customers").select("id").where("id", "=", owner).executeTakeFirst();
    if (!customer || !(await lockAgainstErasure(tx, owner))) throw notFound();
    const { currency } = await findShop(tx);
    const row = await tx
      .insertInto("commerce.carts")
      .values({
        ...{
          tenant_id: tenantId,
          id: context.ids.next(),
          customer_id: owner,
          currency,
          created_at: at,
          updated_at: at,
        },
        ...{ shipping_address: null, quote: null, quote_token: null, quote_expires_at: null, holding_since: null },
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return presentCart(tx, row, { caller, at });
  });
}

function invalid(message: string): AppError {
  return new AppError("invalid", { detail: `customerId: ${message}`, errors: [{ path: "customerId", message }] });
}

/** @throws AppError `not_found`, also for another customer's */
export async function readCart(context: CommerceContext, caller: AccessClaims, cartId: string): Promise<Cart> {
  const at = new Date(context.clock.now());
  return context.database.readTenant(caller.tenantId, async (tx) =>
    presentCart(tx, await findCart(tx, caller, cartId), { caller, at }),
  );
}

/** @throws AppError `not_found` for a variant that is not sold, `conflict` for an ordered cart or too many lines */
export async function setLine(
  context: CommerceContext,
  caller: AccessClaims,
  { cartId, variantId, quantity }: { cartId: string; variantId: string; quantity: number },
): Promise<Cart> {
  return change(context, caller, cartId, async (tx, at) => {
    if (quantity === 0) {
      await tx
        .deleteFrom("commerce.cart_lines")
        .where("cart_id", "=", cartId)
        .where("variant_id", "=", variantId)
        .execute();
      return {};
    }
    const currency = await requireSold(tx, variantId);
    await tx
      .insertInto("commerce.cart_lines")
      .values({ tenant_id: caller.tenantId, cart_id: cartId, variant_id: variantId, quantity, added_at: at })
      .onConflict((conflict) => conflict.columns(["tenant_id", "cart_id", "variant_id"]).doUpdateSet({ quantity }))
      .execute();
    const lines = await tx
      .selectFrom("commerce.cart_lines")
      .select("variant_id")
      .where("cart_id", "=", cartId)
      .execute();
    if (lines.length > CART_LIMITS.lines)
      throw new AppError("conflict", { detail: `A cart has at most ${CART_LIMITS.lines} lines.` });
    return { currency };
  });
}

/** @returns its currency. @throws AppError `not_found` */
async function requireSold(tx: TenantTx, variantId: string): Promise<string> {
  const variant = await tx
    .selectFrom("commerce.variants as v")
    .innerJoin("commerce.products as p", "p.id", "v.product_id")
    .select("v.currency")
    .where("v.id", "=", variantId)
    .where("p.status", "=", "active")
    .executeTakeFirst();
  if (!variant) throw notFound();
  return variant.currency;
}

/** @throws AppError `not_found`, `conflict` for an ordered cart */
export async function setAddress(
  context: CommerceContext,
  caller: AccessClaims,
  { cartId, address }: { cartId: string; address: Address },
): Promise<Cart> {
  return change(context, caller, cartId, () => Promise.resolve({ shipping_address: storedAddress(address) }));
}

function storedAddress({ name, line1, line2, postalCode, city, region, country }: Address): string {
  return JSON.stringify({ name, line1, line2, postalCode, city, region, country });
}

/**
 * Asks for a promotion by its code. What it takes off is in the quote, which asks again whether it holds.
 * @param code in its one form
 * @throws AppError `not_found`, `coupon_unknown`, and what else says why it cannot be used now, `conflict` for an ordered cart or too many
 */
export async function addCartCoupon(
  context: CommerceContext,
  caller: AccessClaims,
  { cartId, code }: { cartId: string; code: string },
): Promise<Cart> {
  return change(context, caller, cartId, async (tx, at, { customer_id: customerId }) => {
    await requireCoupon(tx, code, { customerId, subtotal: subtotalOf(await findGoods(tx, cartId)), at });
    await tx
      .insertInto("commerce.cart_coupons")
      .values({ tenant_id: caller.tenantId, cart_id: cartId, code, added_at: at })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const codes = await tx.selectFrom("commerce.cart_coupons").select("code").where("cart_id", "=", cartId).execute();
    if (codes.length > CART_LIMITS.coupons)
      throw new AppError("conflict", { detail: `A cart has at most ${CART_LIMITS.coupons} coupons.` });
    return {};
  });
}

/** Taken out again, or never put in, it stays as it is. @throws AppError `not_found`, `conflict` for an ordered cart */
export async function removeCartCoupon(
  context: CommerceContext,
  caller: AccessClaims,
  { cartId, code }: { cartId: string; code: string },
): Promise<Cart> {
  return change(context, caller, cartId, async (tx) => {
    await tx.deleteFrom("commerce.cart_coupons").where("cart_id", "=", cartId).where("code", "=", code).execute();
    return {};
  });
}

/** A changed cart has no quote any more, and holds nothing until it is quoted again. */
async function change(
  context: CommerceContext,
  caller: AccessClaims,
  cartId: string,
  work: (tx: TenantTx, at: Date, cart: CartRow) => Promise<{ currency?: string; shipping_address?: string }>,
): Promise<Cart> {
  const at = new Date(context.clock.now());
  return context.database.withTenant(caller.tenantId, async (tx) => {
    // The customer first, as an erasure does, so that nobody waits in a circle.
    const { customer_id: customerId } = await findCart(tx, caller, cartId);
    if (!(await lockAgainstErasure(tx, customerId))) throw notFound();
    const cart = await lockOpenCart(tx, caller, cartId);
    const changes = await work(tx, at, cart);
    await releaseHolds(tx, [cartId]);
    const row: CartRow = await tx
      .updateTable("commerce.carts")
      .set({
        ...changes,
        ...{ quote: null, quote_token: null, quote_expires_at: null, version: cart.version + 1, updated_at: at },
      })
      .where("id", "=", cartId)
      .returningAll()
      .executeTakeFirstOrThrow();
    return presentCart(tx, row, { caller, at });
  });
}
