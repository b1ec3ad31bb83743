import type { AccessClaims } from "@chorus/auth/access-token";
import type { Quote } from "@chorus/contracts/entities/order";
import type { FieldError } from "@chorus/contracts/errors";
import type { TenantTx } from "@chorus/database/database";
import { AppError } from "@chorus/kernel/app-error";
import { toTimestamp } from "@chorus/kernel/clock";
import { type Money, moneyOf, toWire } from "@chorus/kernel/money";
import { categoriesAbove } from "../catalogue/categories-above.ts";
import type { CommerceContext } from "../context.ts";
import { demandsOf } from "../inventory/plan-allocation.ts";
import { QUOTE_MS } from "../inventory/hold-bounds.ts";
import type { PlacedLine, Placing } from "../orders/place-order.ts";
import type { PromotionRule } from "../pricing/apply-promotions.ts";
import { priceCart } from "../pricing/price-cart.ts";
import { findHolding, type Holding } from "../promotions/find-holding.ts";
import { presentDiscount } from "../promotions/promotion-uses.ts";
import { findShop, type ShopSettings, STANDARD_TAX_CLASS, taxRateOf } from "../shop/read-shop.ts";
import { type CartGoods, type CartRow, findCart, findGoods, lockOpenCart, subtotalOf } from "./cart-rows.ts";
import { type Held, holdForCart, lockHolding } from "./holding-cart.ts";

/** What a cart costs. */
export type PricedCart = Omit<Placing, "cart" | "method">;

/** What a quote keeps of a line. Whether its units are counted is asked again when it is ordered. */
export type StoredLine = Omit<PlacedLine, "isTracked">;

/** What a quote says that an order copies. */
export type StoredQuote = Omit<PricedCart, "lines" | "discounts"> & {
  lines: readonly StoredLine[];
  /** The release before quotes without. */
  discounts?: PricedCart["discounts"];
};

/**
 * Says what the cart costs, and keeps prices for it for a quarter of an hour, and as many units for as long as its customer may hold; the
 * quote before ends, and what other carts of the customer held.
 * @throws AppError `not_found`, `conflict` for an empty or ordered cart, `cart_changed` for what is no longer sold, `out_of_stock`
 */
export async function quoteCart(context: CommerceContext, caller: AccessClaims, cartId: string): Promise<Quote> {
  const at = new Date(context.clock.now());
  const expiresAt = new Date(at.getTime() + QUOTE_MS);
  return context.database.withTenant(caller.tenantId, async (tx) => {
    await lockHolding(tx, await findCart(tx, caller, cartId));
    const cart = await lockOpenCart(tx, caller, cartId);
    const quote = await holdingQuote(tx, cart, at);
    const demands = demandsOf(quote.lines.map((line) => ({ ...line, key: line.variantId })));
    const held = await holdForCart(tx, cart, { demands, at });
    const confirmToken = context.ids.next();
    await tx
      .updateTable("commerce.carts")
      .set({
        ...{ quote: JSON.stringify(storedQuote(quote)), quote_token: confirmToken, quote_expires_at: expiresAt },
        ...{ currency: quote.currency, updated_at: at, holding_since: held.since },
      })
      .where("id", "=", cartId)
      .execute();
    return presentQuote(quote, { expiresAt, confirmToken, held });
  });
}

function storedQuote({ lines, ...sums }: PricedCart): StoredQuote {
  return { ...sums, lines: lines.map(({ isTracked: _isTracked, ...line }) => line) };
}

/** What a cart costs with all that it asks for. @throws AppError as `quoteOf`, `cart_changed` for a coupon that does not hold any more */
async function holdingQuote(tx: TenantTx, cart: CartRow, at: Date): Promise<PricedCart> {
  const { quote, lapsed } = await quoteOf(tx, cart, at);
  if (lapsed.length === 0) return quote;
  throw new AppError("cart_changed", {
    detail: "A coupon in the cart cannot be used any more: take it out.",
    errors: lapsed,
  });
}

/**
 * What a cart costs now, without those of its coupons that do not hold any more, which are named.
 * @throws AppError `conflict` when it is empty, `cart_changed` for what is no longer sold
 */
export async function quoteOf(
  tx: TenantTx,
  { id: cartId, customer_id: customerId }: CartRow,
  at: Date,
): Promise<{ quote: PricedCart; lapsed: FieldError[] }> {
  const goods = await findGoods(tx, cartId);
  if (goods.length === 0) throw new AppError("conflict", { detail: "The cart is empty: put something into it first." });
  const gone = goods.filter(({ isSold }) => !isSold);
  if (gone.length > 0)
    throw new AppError("cart_changed", {
      detail: "Something in the cart is no longer sold: take it out.",
      errors: gone.map(({ variantId, name }) => ({ path: `lines.${variantId}`, message: `${name} is no longer sold` })),
    });
  const { holding, lapsed } = await findHolding(tx, cartId, { customerId, subtotal: subtotalOf(goods), at });
  const isLimitedByCategory = holding.some(({ row }) => row.category_ids.length > 0);
  const productIds = goods.map(({ productId }) => productId);
  const categories = isLimitedByCategory ? await categoriesAbove(tx, productIds) : new Map();
  return { quote: priced(await findShop(tx), goods, { holding, categories }), lapsed };
}

interface Promotions {
  holding: readonly Holding[];
  /** Of products, with all above. */
  categories: ReadonlyMap<string, ReadonlySet<string>>;
}

function ruleOf({ row }: Holding, goods: readonly CartGoods[], { categories }: Promotions): PromotionRule {
  const { id, kind, value, priority, combines, product_ids: products, category_ids: wanted } = row;
  const isForAll = products.length === 0 && wanted.length === 0;
  const isFor = ({ productId }: CartGoods) =>
    products.includes(productId) || wanted.some((categoryId) => categories.get(productId)?.has(categoryId));
  return {
    ...{ id, kind, value: BigInt(value), priority, combines },
    covers: (at) => isForAll || isFor(goods[at]!),
  };
}

/** @throws Error for goods in another currency than the shop's */
function priced(shop: ShopSettings, goods: readonly CartGoods[], promotions: Promotions): PricedCart {
  const { currency, pricesIncludeTax, freeShippingFrom } = shop;
  const rateOf = (taxClass: string) => taxRateOf(shop, taxClass);
  const price = priceCart(
    {
      ...{ currency, pricesIncludeTax, rateOf, shippingRate: rateOf(STANDARD_TAX_CLASS) },
      shippingFee: BigInt(shop.shippingFee),
      freeShippingFrom: freeShippingFrom === null ? null : BigInt(freeShippingFrom),
    },
    goods.map(({ price: amount, ...line }) => ({ ...line, unit: moneyOf({ amount, currency: line.currency }) })),
    promotions.holding.map((one) => ruleOf(one, goods, promotions)),
  );
  const known = new Map(promotions.holding.map((one) => [one.row.id, one]));
  return {
    ...{ currency, pricesIncludeTax },
    lines: goods.map((line, at) => {
      const { discount, taxRate, tax, total } = price.lines[at]!;
      return {
        ...{ variantId: line.variantId, sku: line.sku, name: line.name, options: line.options },
        ...{ quantity: line.quantity, isTracked: line.isTracked, unit: line.price, taxRate },
        ...{ discount: amountOf(discount), tax: amountOf(tax), total: amountOf(total) },
      };
    }),
    discounts: price.taken.map(({ promotionId, kind, amount }) => {
      const { row, code } = known.get(promotionId)!;
      return { promotionId, kind, name: row.name, code, amount: amountOf(amount) };
    }),
    ...{ subtotal: amountOf(price.subtotal), discount: amountOf(price.discount), shipping: amountOf(price.shipping) },
    ...{ shippingTax: amountOf(price.shippingTax), tax: amountOf(price.tax), total: amountOf(price.total) },
  };
}

function amountOf(money: Money): number {
  return toWire(money).amount;
}

function presentQuote(
  quote: PricedCart,
  { expiresAt, confirmToken, held }: { expiresAt: Date; confirmToken: string; held: Held },
): Quote {
  const money = (amount: number) => ({ amount, currency: quote.currency });
  return {
    lines: quote.lines.map((line) => ({
      ...{ variantId: line.variantId, sku: line.sku, name: line.name, options: line.options, quantity: line.quantity },
      held: held.units.get(line.variantId) ?? 0,
      ...{ unit: money(line.unit), discount: money(line.discount), tax: money(line.tax), total: money(line.total) },
    })),
    discounts: quote.discounts.map((discount) => presentDiscount(discount, quote.currency)),
    ...{ subtotal: money(quote.subtotal), discount: money(quote.discount), shipping: money(quote.shipping) },
    ...{ tax: money(quote.tax), total: money(quote.total), pricesIncludeTax: quote.pricesIncludeTax },
    expiresAt: toTimestamp(expiresAt),
    heldUntil: held.until && toTimestamp(held.until),
    confirmToken,
  };
}
