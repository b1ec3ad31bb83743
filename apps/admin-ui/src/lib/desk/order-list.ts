import { cutText } from "@chorus/contracts/cut-text";
import type { Order } from "@chorus/contracts/entities/order";

/** Which orders are listed; it stands in the address. */
export interface OrderList {
  q?: string;
  status?: Order["status"];
  customer?: string;
}

/** Here without the contracts' schemas, which come with the pages: the router is there before the first screen. */
const STATUSES: Record<Order["status"], true> = { placed: true, canceled: true, closed: true };
const MAX_QUESTION = 100;
const IS_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Values that look like JSON stay text: `?q=4711` is a number that somebody looks for. */
export function readOrderList({ q, status, customer }: Record<string, unknown>): OrderList {
  const asked = typeof q === "number" ? String(q) : q;
  const isStatus = typeof status === "string" && Object.hasOwn(STATUSES, status);
  return {
    ...(typeof asked === "string" && asked !== "" && { q: cutText(asked, MAX_QUESTION) }),
    ...(isStatus && { status: status as Order["status"] }),
    ...(typeof customer === "string" && IS_ID.test(customer) && { customer }),
  };
}
