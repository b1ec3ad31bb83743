import { cutText } from "@chorus/contracts/cut-text";
import { type Order, ORDER_STATUSES } from "@chorus/contracts/entities/order";
import { Uuid } from "@chorus/contracts/ids";

/** Which orders are listed; it stands in the address. */
export interface OrderList {
  q?: string;
  status?: Order["status"];
  customer?: string;
}

const MAX_QUESTION = 100;

/** Values that look like JSON stay text: `?q=4711` is a number that somebody looks for. */
export function readOrderList({ q, status, customer }: Record<string, unknown>): OrderList {
  const asked = typeof q === "number" ? String(q) : q;
  const known = ORDER_STATUSES.find((candidate) => candidate === status);
  return {
    ...(typeof asked === "string" && asked !== "" && { q: cutText(asked, MAX_QUESTION) }),
    ...(known && { status: known }),
    ...(Uuid.safeParse(customer).success && { customer: customer as string }),
  };
}
