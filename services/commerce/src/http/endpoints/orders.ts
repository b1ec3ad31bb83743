import type { AccessClaims } from "@chorus/auth/access-token";
import * as carts from "@chorus/contracts/routes/carts";
import * as routes from "@chorus/contracts/routes/orders";
import { endpoint, reply, type Endpoint } from "@chorus/http/mount";
import { addCartCoupon, createCart, readCart, removeCartCoupon, setAddress, setLine } from "../../carts/change-cart.ts";
import { completeCart } from "../../carts/complete-cart.ts";
import { quoteCart } from "../../carts/quote-cart.ts";
import type { CommerceContext } from "../../context.ts";
import { addNote, cancelOrder, holdOrder, releaseOrder, setTags } from "../../orders/change-order.ts";
import { readNotes, readOrder, readOrders, readTimeline } from "../../orders/read-orders.ts";

export function cartEndpoints(context: CommerceContext): Endpoint<AccessClaims>[] {
  return [
    endpoint(carts.createCart, async ({ caller, body }) => reply(201, await createCart(context, caller, body))),
    endpoint(carts.getCart, async ({ caller, params }) => reply(200, await readCart(context, caller, params.cartId))),
    endpoint(carts.setCartLine, async ({ caller, params, body }) =>
      reply(200, await setLine(context, caller, { ...params, quantity: body.quantity })),
    ),
    endpoint(carts.setCartAddress, async ({ caller, params, body }) =>
      reply(200, await setAddress(context, caller, { cartId: params.cartId, address: body })),
    ),
    endpoint(carts.addCartCoupon, async ({ caller, params }) =>
      reply(200, await addCartCoupon(context, caller, params)),
    ),
    endpoint(carts.removeCartCoupon, async ({ caller, params }) =>
      reply(200, await removeCartCoupon(context, caller, params)),
    ),
    endpoint(carts.quoteCart, async ({ caller, params }) =>
      reply(200, await quoteCart(context, caller, params.cartId)),
    ),
    endpoint(carts.completeCart, async ({ caller, params, body, requestId, letGo }) => {
      const { confirmToken, payment } = body;
      const asked = { cartId: params.cartId, confirmToken, payment, requestId, letGo };
      const completed = await completeCart(context, caller, asked);
      if ("pending" in completed) return reply(202, completed.pending);
      return completed.isNew ? reply(201, completed.order) : reply(200, completed.order);
    }),
  ];
}

export function orderEndpoints(context: CommerceContext): Endpoint<AccessClaims>[] {
  return [
    endpoint(routes.listOrders, async ({ caller, query }) => reply(200, await readOrders(context, caller, query))),
    endpoint(routes.getOrder, async ({ caller, params }) =>
      reply(200, await readOrder(context, caller, params.idOrNumber)),
    ),
    endpoint(routes.getTimeline, async ({ caller, params, query }) =>
      reply(200, await readTimeline(context, caller, { ...params, ...query })),
    ),
    endpoint(routes.listOrderNotes, async ({ caller, params }) =>
      reply(200, { items: await readNotes(context, caller, params.idOrNumber) }),
    ),
    endpoint(routes.addOrderNote, async ({ caller, params, body, requestId }) =>
      reply(201, await addNote(context, caller, { ...params, ...body, requestId })),
    ),
    endpoint(routes.setOrderTags, async ({ caller, params, body, requestId }) =>
      reply(200, await setTags(context, caller, { ...params, ...body, requestId })),
    ),
    endpoint(routes.holdOrder, async ({ caller, params, body, requestId }) =>
      reply(200, await holdOrder(context, caller, { ...params, ...body, requestId })),
    ),
    endpoint(routes.releaseOrder, async ({ caller, params, requestId }) =>
      reply(200, await releaseOrder(context, caller, { ...params, requestId })),
    ),
    endpoint(routes.cancelOrder, async ({ caller, params, body, requestId, letGo }) =>
      reply(200, await cancelOrder(context, caller, { ...params, ...body, requestId, letGo })),
    ),
  ];
}
