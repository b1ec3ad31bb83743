import type { AccessClaims } from "@chorus/auth/access-token";
import * as routes from "@chorus/contracts/routes/promotions";
import { endpoint, reply, type Endpoint } from "@chorus/http/mount";
import type { CommerceContext } from "../../context.ts";
import { addCoupon, readCoupons } from "../../promotions/coupons.ts";
import { readPromotion, readPromotions } from "../../promotions/read-promotions.ts";
import { changePromotion, createPromotion, endPromotion } from "../../promotions/save-promotion.ts";

export function promotionEndpoints(context: CommerceContext): Endpoint<AccessClaims>[] {
  return [
    endpoint(routes.listPromotions, async ({ caller, query }) =>
      reply(200, await readPromotions(context, caller, query)),
    ),
    endpoint(routes.getPromotion, async ({ caller, params }) =>
      reply(200, await readPromotion(context, caller, params.promotionId)),
    ),
    endpoint(routes.createPromotion, async ({ caller, body, requestId }) =>
      reply(201, await createPromotion(context, caller, body, requestId)),
    ),
    endpoint(routes.patchPromotion, async ({ caller, params, body, requestId }) =>
      reply(200, await changePromotion(context, caller, { ...body, ...params }, requestId)),
    ),
    endpoint(routes.endPromotion, async ({ caller, params, requestId }) =>
      reply(200, await endPromotion(context, caller, { ...params, requestId })),
    ),
    endpoint(routes.listCoupons, async ({ caller, params, query }) =>
      reply(200, await readCoupons(context, caller, { ...query, ...params })),
    ),
    endpoint(routes.createCoupon, async ({ caller, params, body, requestId }) =>
      reply(201, await addCoupon(context, caller, { ...params, ...body, requestId })),
    ),
  ];
}
