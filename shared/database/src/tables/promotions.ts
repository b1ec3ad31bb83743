import type { Generated } from "kysely";
import type { Time } from "./columns.ts";

/** What a shop gives off (services/commerce/src/promotions). */
export interface PromotionsTable {
  tenant_id: string;
  id: string;
  name: string;
  kind: "percent" | "amount" | "free_shipping";
  /** Basis points, minor units, or 0. */
  value: number;
  currency: string;
  minimum_subtotal: Generated<number>;
  /** Both empty: it is for everything. */
  product_ids: Generated<string[]>;
  category_ids: Generated<string[]>;
  needs_coupon: boolean;
  combines: boolean;
  priority: Generated<number>;
  max_uses: number | null;
  max_uses_per_customer: number | null;
  begins_at: Time;
  ends_at: Time | null;
  ended_at: Time | null;
  version: Generated<number>;
  created_at: Time;
  updated_at: Time;
}

export interface CouponsTable {
  tenant_id: string;
  /** Folded. */
  code: string;
  promotion_id: string;
  created_at: Time;
}

export interface CartCouponsTable {
  tenant_id: string;
  cart_id: string;
  code: string;
  added_at: Time;
}

/** What an order was given off, and whether that still counts. */
export interface PromotionUsesTable {
  tenant_id: string;
  order_id: string;
  promotion_id: string;
  customer_id: string;
  position: number;
  name: string;
  kind: PromotionsTable["kind"];
  code: string | null;
  amount: number;
  created_at: Time;
  released_at: Time | null;
}

export interface PromotionTables {
  "commerce.promotions": PromotionsTable;
  "commerce.coupons": CouponsTable;
  "commerce.cart_coupons": CartCouponsTable;
  "commerce.promotion_uses": PromotionUsesTable;
}
