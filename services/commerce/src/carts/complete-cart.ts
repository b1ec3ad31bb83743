import type { AccessClaims } from "@chorus/auth/access-token";
import type { Order } from "@chorus/contracts/entities/order";
import type { TenantTx } from "@chorus/database/database";
import { lockAgainstErasure } from "@chorus/database/lock-against-erasure";
import { auditActor, writeAudit } from "@chorus/database/write-audit";
import { AppError, notFound } from "@chorus/kernel/app-error";
import type { CommerceContext } from "../context.ts";
import { type OrderRow, presentOrder } from "../orders/order-rows.ts";
import { placeOrder } from "../orders/place-order.ts";
import type { PaymentMethodName } from "../payments/payment-method.ts";
import { type CartRow, findCart, lockCart } from "./cart-rows.ts";
import { quoteDifferences } from "./quote-differences.ts";
import { type PricedCart, quoteOf, type StoredQuote } from "./quote-cart.ts";

interface Completing {
  cartId: string;
  confirmToken: string;
  method: PaymentMethodName;
  requestId: string;
}

/**
 * Orders what was quoted: all of it in one transaction, or nothing. A cart becomes one order, however often this is asked.
 * @throws AppError `not_found`, `cart_changed` with what is different from the quote, `out_of_stock`, `conflict` for an empty cart
 */
export async function completeCart(
  context: CommerceContext,
  caller: AccessClaims,
  { cartId, confirmToken, method, requestId }: Completing,
): Promise<{ order: Order; isNew: boolean }> {
  const { tenantId } = caller;
  return context.database.withTenant(tenantId, async (tx) => {
    const { customer_id: customerId } = await findCart(tx, caller, cartId);
    if (!(await lockAgainstErasure(tx, customerId))) throw notFound();
    const cart = await lockCart(tx, caller, cartId);
    const before = await findOrderOf(tx, cartId);
    if (before) return { order: await presentOrder(tx, caller, before), isNew: false };
    const quote = await confirmedQuote(tx, cart, { confirmToken, nowMs: context.clock.now() });
    const row = await placeOrder(context, tx, caller, { ...quote, cart, method });
    await tx.updateTable("commerce.carts").set({ status: "completed" }).where("id", "=", cartId).execute();
    // A customer's own orders are their own doing; what is done for them is accounted for.
    if (caller.role !== "customer")
      await writeAudit(tx, {
        ...{ tenantId, actor: auditActor(caller), action: "order.place", target: { type: "order", id: row.id } },
        requestId,
      });
    return { order: await presentOrder(tx, caller, row), isNew: true };
  });
}

function findOrderOf(tx: TenantTx, cartId: string): Promise<OrderRow | undefined> {
  return tx.selectFrom("commerce.orders").selectAll().where("cart_id", "=", cartId).executeTakeFirst();
}

/**
 * What was quoted holds until the quote ends, whatever became of prices; after that it holds when nothing has changed. What is no
 * longer sold is never ordered, and units are counted of what is counted now.
 */
async function confirmedQuote(
  tx: TenantTx,
  cart: CartRow,
  { confirmToken, nowMs }: { confirmToken: string; nowMs: number },
): Promise<PricedCart> {
  const now = await quoteOf(tx, cart.id);
  const quoted = cart.quote as unknown as StoredQuote | null;
  if (!quoted || cart.quote_token !== confirmToken)
    throw new AppError("cart_changed", {
      detail: "The cart was changed or quoted again after this quote: ask for a new one and confirm that.",
      errors: [{ path: "confirmToken", message: "is not that of the last quote" }],
    });
  const counted = new Set(now.lines.filter(({ isTracked }) => isTracked).map(({ variantId }) => variantId));
  const confirmed = {
    ...quoted,
    lines: quoted.lines.map((line) => ({ ...line, isTracked: counted.has(line.variantId) })),
  };
  if (nowMs < (cart.quote_expires_at?.getTime() ?? 0)) return confirmed;
  const differences = quoteDifferences(quoted, now);
  if (differences.length === 0) return confirmed;
  throw new AppError("cart_changed", {
    detail: "The quote has ended, and something has changed since: ask for a new one and confirm that.",
    errors: differences,
  });
}
