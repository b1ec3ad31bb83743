import type { Product } from "@chorus/contracts/entities/catalogue";
import { textInAddress } from "./text-in-address.ts";

/** Which products are listed; it stands in the address. */
export interface ProductList {
  q?: string;
  status?: Product["status"];
  /** The slug of one. */
  category?: string;
}

/** As in order-list.ts without the contracts' schemas. */
const STATUSES: Record<Product["status"], true> = { draft: true, active: true, archived: true };
const MAX_QUESTION = 200;
const MAX_SLUG = 120;

export function readProductList({ q, status, category }: Record<string, unknown>): ProductList {
  const asked = textInAddress(q, MAX_QUESTION);
  const slug = textInAddress(category, MAX_SLUG);
  const isStatus = typeof status === "string" && Object.hasOwn(STATUSES, status);
  return {
    ...(asked !== undefined && { q: asked }),
    ...(isStatus && { status: status as Product["status"] }),
    ...(slug !== undefined && { category: slug }),
  };
}
