import { z } from "zod";
import { Uuid } from "../ids.ts";
import { Currency, MAX_PRICE, Money, Price } from "../money.ts";
import { label, Timestamp } from "../primitives.ts";
import { isPlainText } from "../text.ts";

export const PROMOTION_LIMITS = {
  /** Of a shop, without those that have ended: whoever quotes a cart looks at them all. */
  running: 200,
  products: 200,
  categories: 50,
  /** Of a promotion. */
  coupons: 1_000,
  uses: 1_000_000_000,
  priority: 1_000,
  /** Basis points: everything. */
  percent: 10_000,
} as const;

export const PROMOTION_KINDS = ["percent", "amount", "free_shipping"] as const;
export type PromotionKind = (typeof PROMOTION_KINDS)[number];

/** `scheduled`: has not begun. */
export const PROMOTION_STATUSES = ["scheduled", "active", "ended"] as const;

const CODE = /^[\p{L}\p{N}_-]{3,40}$/u;

/** The one form of a code: capitals without spaces. */
export function foldCode(code: string): string {
  return code.normalize("NFKC").replaceAll(/\s+/gu, "").toUpperCase().normalize("NFC");
}

/** What customers type: case and spaces do not matter, ` welcome 10` is `WELCOME10`. 3 to 40 letters, digits, hyphens and underscores. */
export const CouponCode = z
  .string()
  .max(200)
  .refine(isPlainText, "must not contain NUL or broken Unicode")
  .overwrite(foldCode)
  .refine((code) => CODE.test(code), "must be 3 to 40 letters, digits, hyphens or underscores");

/** What a shop gives off. Times, limits and minimum are asked again whenever a cart is quoted. */
export const Promotion = z
  .object({
    id: Uuid,
    /** Customers read it in their quotes and orders. */
    name: z.string(),
    kind: z.enum(PROMOTION_KINDS),
    status: z.enum(PROMOTION_STATUSES),
    /** Of `percent` basis points: 1000 is 10 %. Of `amount` minor units of the currency. Of `free_shipping` 0. */
    value: z.int(),
    currency: Currency,
    /** What the goods have to cost before anything is taken off. */
    minimumSubtotal: Money,
    /** What it is limited to, with all below the categories; both empty: it is for everything. */
    productIds: z.array(Uuid),
    categoryIds: z.array(Uuid),
    /** Whether a code has to ask for it; else it applies by itself. */
    needsCoupon: z.boolean(),
    /** `false`: it stands alone, where that is better for the customer than all that combine. */
    combines: z.boolean(),
    /** The higher first; of equal ones the older. */
    priority: z.int(),
    /** How many orders may have it; null: any number. */
    maxUses: z.int().nullable(),
    maxUsesPerCustomer: z.int().nullable(),
    /** How many orders have it, without canceled ones. */
    uses: z.int(),
    beginsAt: Timestamp,
    endsAt: Timestamp.nullable(),
    /** When somebody ended it before its time. */
    endedAt: Timestamp.nullable(),
    version: z.int(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: "Promotion" });
export type Promotion = z.infer<typeof Promotion>;

const Uses = z.int().min(1).max(PROMOTION_LIMITS.uses);

export const PromotionFields = {
  name: label({ max: 120 }),
  value: z.int().min(1).max(MAX_PRICE),
  minimumSubtotal: Price,
  productIds: z.array(Uuid).max(PROMOTION_LIMITS.products),
  categoryIds: z.array(Uuid).max(PROMOTION_LIMITS.categories),
  needsCoupon: z.boolean(),
  combines: z.boolean(),
  priority: z.int().min(0).max(PROMOTION_LIMITS.priority),
  maxUses: Uses.nullable(),
  maxUsesPerCustomer: Uses.nullable(),
  beginsAt: Timestamp,
  endsAt: Timestamp.nullable(),
};

/** A code that asks for a promotion; one code stands for one promotion in a company. */
export const Coupon = z
  .object({
    /** In its one form. */
    code: z.string(),
    promotionId: Uuid,
    createdAt: Timestamp,
  })
  .meta({ id: "Coupon" });
export type Coupon = z.infer<typeof Coupon>;

/** What a promotion takes off a cart or an order. */
export const Discount = z
  .object({
    promotionId: Uuid,
    kind: z.enum(PROMOTION_KINDS),
    /** The name of the promotion. */
    label: z.string(),
    /** The code that asked for it. */
    code: z.string().nullable(),
    /** Of `free_shipping` what shipping would have cost, which is in no other sum: shipping is 0 then. The others add up to the discount. */
    amount: Money,
  })
  .meta({ id: "Discount" });
export type Discount = z.infer<typeof Discount>;
