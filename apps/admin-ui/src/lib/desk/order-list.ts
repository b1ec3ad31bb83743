import type { Order } from "@chorus/contracts/entities/order";
import { textInAddress } from "./text-in-address.ts";

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

export function readOrderList({ q, status, customer }: Record<string, unknown>): OrderList {
  const asked = textInAddress(q, MAX_QUESTION);
  const isStatus = typeof status === "string" && Object.hasOwn(STATUSES, status);
  return {
    ...(asked !== undefined && { q: asked }),
    ...(isStatus && { status: status as Order["status"] }),
    ...(typeof customer === "string" && IS_ID.test(customer) && { customer }),
  };
}
