import { randomUUID } from "node:crypto";
import type { Order } from "@chorus/contracts/entities/order";
import { completeCart, createCart, quoteCart, setCartLine } from "@chorus/contracts/routes/carts";
import { getProduct, listProducts } from "@chorus/contracts/routes/catalogue";
import { listOrders } from "@chorus/contracts/routes/orders";
import { signedIn } from "./tenant.ts";

/** An order of the demo company by a card that pays: units of the variant with this SKU, for who has ordered last. */
export async function placeOrderByCard(sku: string, quantity: number): Promise<Order> {
  const desk = await signedIn({ tenant: "acme", email: "olivia@acme.test", password: "demo-password" });
  const { items: orders } = await desk.call(listOrders, { query: { limit: 1 } });
  const { items: products } = await desk.call(listProducts, { query: { q: sku } });
  const product = await desk.call(getProduct, { params: { idOrSlug: products[0]!.id } });
  const variantId = product.variants.find((variant) => variant.sku === sku)!.id;
  const cart = await desk.call(createCart, { body: { customerId: orders[0]!.customer.id } });
  const params = { cartId: cart.id };
  await desk.call(setCartLine, { params: { ...params, variantId }, body: { quantity } });
  const { confirmToken } = await desk.call(quoteCart, { params });
  const body = { confirmToken, payment: { method: "card", token: "pm_card_visa" } } as const;
  const order = await desk.call(completeCart, { params, body, idempotencyKey: randomUUID() });
  if (!("number" in order)) throw new Error("the order is still being paid");
  return order;
}
