import type { PromotionTables } from "../tables/promotions.ts";
import { kept, type Inventory } from "./classes.ts";
import { NOBODYS } from "./payments.ts";

/** What a shop gives off, and what was used of it. */
export const PROMOTIONS: Inventory<keyof PromotionTables> = {
  "commerce.promotions": {
    key: ["id"],
    customer: null,
    tenantExport: true,
    columns: {
      tenant_id: "identifier",
      id: "identifier",
      name: "none",
      kind: "none",
      value: "none",
      currency: "none",
      minimum_subtotal: "none",
      product_ids: "identifier",
      category_ids: "identifier",
      needs_coupon: "none",
      combines: "none",
      priority: "none",
      max_uses: "none",
      max_uses_per_customer: "none",
      begins_at: "none",
      ends_at: "none",
      ended_at: "none",
      version: "none",
      created_at: "none",
      updated_at: "none",
    },
  },
  "commerce.coupons": {
    key: ["code"],
    customer: null,
    tenantExport: true,
    columns: {
      tenant_id: "identifier",
      code: "none",
      promotion_id: "identifier",
      created_at: "none",
    },
  },
  "commerce.cart_coupons": {
    key: ["cart_id", "code"],
    customer: { column: "cart_id", links: "cart" },
    tenantExport: true,
    columns: {
      tenant_id: "identifier",
      cart_id: "identifier",
      code: kept(NOBODYS),
      added_at: "none",
    },
  },
  "commerce.promotion_uses": {
    key: ["order_id", "promotion_id"],
    customer: { column: "order_id", links: "order" },
    tenantExport: true,
    columns: {
      tenant_id: "identifier",
      order_id: "identifier",
      promotion_id: "identifier",
      customer_id: "identifier",
      position: "none",
      name: kept(NOBODYS),
      kind: "none",
      code: kept(NOBODYS),
      amount: "none",
      created_at: "none",
      released_at: "none",
    },
  },
};
