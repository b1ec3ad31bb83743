import { z } from "zod";
import { IfVersion } from "../entities/catalogue.ts";
import {
  Coupon,
  CouponCode,
  Promotion,
  PROMOTION_KINDS,
  PROMOTION_STATUSES,
  PromotionFields,
} from "../entities/promotion.ts";
import { Uuid } from "../ids.ts";
import { PageQuery, pageOf } from "../primitives.ts";
import { defineRoute } from "./define-route.ts";

const service = "commerce";
const ofPromotion = z.object({ promotionId: Uuid });

export const listPromotions = defineRoute({
  id: "promotions.list",
  service,
  method: "GET",
  path: "/api/v1/promotions",
  summary: "What the shop gives off, the newest first",
  access: "user",
  permission: "promotion.read",
  query: PageQuery.extend({ status: z.enum(PROMOTION_STATUSES).optional() }),
  responses: { 200: pageOf(Promotion) },
});

export const getPromotion = defineRoute({
  id: "promotions.get",
  service,
  method: "GET",
  path: "/api/v1/promotions/{promotionId}",
  summary: "One promotion, and how often it was used",
  access: "user",
  permission: "promotion.read",
  params: ofPromotion,
  responses: { 200: Promotion },
});

export const createPromotion = defineRoute({
  id: "promotions.create",
  service,
  method: "POST",
  path: "/api/v1/promotions",
  summary: "A new promotion; it begins now, needs no code and combines with others unless that is said",
  access: "user",
  permission: "promotion.manage",
  idempotent: true,
  body: z.strictObject({
    kind: z.enum(PROMOTION_KINDS),
    name: PromotionFields.name,
    /** Basis points up to 10000 of `percent`, minor units of `amount`; none of `free_shipping`. */
    value: PromotionFields.value.optional(),
    ...z.object(PromotionFields).omit({ name: true, value: true }).partial().shape,
  }),
  responses: { 201: Promotion },
  errors: ["not_found", "conflict"],
});

export const patchPromotion = defineRoute({
  id: "promotions.patch",
  service,
  method: "PATCH",
  path: "/api/v1/promotions/{promotionId}",
  summary: "Change a promotion that has not been ended; quotes that were given keep what they say",
  access: "user",
  permission: "promotion.manage",
  params: ofPromotion,
  body: z.strictObject({ ifVersion: IfVersion, ...z.object(PromotionFields).partial().shape }),
  responses: { 200: Promotion },
  errors: ["conflict"],
});

export const endPromotion = defineRoute({
  id: "promotions.end",
  service,
  method: "POST",
  path: "/api/v1/promotions/{promotionId}/end",
  summary: "End a promotion for good; quotes and orders keep it",
  access: "user",
  permission: "promotion.manage",
  idempotent: true,
  params: ofPromotion,
  responses: { 200: Promotion },
});

export const listCoupons = defineRoute({
  id: "promotions.list_coupons",
  service,
  method: "GET",
  path: "/api/v1/promotions/{promotionId}/coupons",
  summary: "The codes of a promotion",
  access: "user",
  permission: "promotion.read",
  params: ofPromotion,
  query: PageQuery,
  responses: { 200: pageOf(Coupon) },
});

export const createCoupon = defineRoute({
  id: "promotions.create_coupon",
  service,
  method: "POST",
  path: "/api/v1/promotions/{promotionId}/coupons",
  summary: "A code for a promotion that needs one; case and spaces do not matter",
  access: "user",
  permission: "promotion.manage",
  idempotent: true,
  params: ofPromotion,
  body: z.strictObject({ code: CouponCode }),
  responses: { 201: Coupon },
  errors: ["already_exists", "conflict"],
});
