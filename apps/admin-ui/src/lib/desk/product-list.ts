import { cutText } from "@chorus/contracts/cut-text";
import type { Product } from "@chorus/contracts/entities/catalogue";

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

/** Values that look like JSON stay text. */
export function readProductList({ q, status, category }: Record<string, unknown>): ProductList {
  const asked = typeof q === "number" ? String(q) : q;
  const isStatus = typeof status === "string" && Object.hasOwn(STATUSES, status);
  return {
    ...(typeof asked === "string" && asked !== "" && { q: cutText(asked, MAX_QUESTION) }),
    ...(isStatus && { status: status as Product["status"] }),
    ...(typeof category === "string" && category !== "" && { category }),
  };
}
