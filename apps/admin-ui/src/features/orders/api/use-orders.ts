import { listOrders } from "@chorus/contracts/routes/orders";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { OrderList } from "../../../lib/desk/order-list.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";

/** Everything that shows orders. */
export const ORDERS_KEY = ["orders"] as const;
const PAGE = 50;
/** Beside a conversation. */
const FEW = 3;

export function useOrders({ q, status, customer }: OrderList) {
  const { rest } = useDeskSession();
  return useInfiniteQuery({
    queryKey: [...ORDERS_KEY, "list", { q, status, customer }],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      rest.call(listOrders, {
        query: {
          limit: PAGE,
          ...(q !== undefined && { q }),
          ...(status !== undefined && { status }),
          ...(customer !== undefined && { customerId: customer }),
          ...(pageParam !== null && { cursor: pageParam }),
        },
        signal,
      }),
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  });
}

/** The newest orders of a customer, and whether there are more. */
export function useOrdersOf(customerId: string) {
  const { rest } = useDeskSession();
  return useQuery({
    queryKey: [...ORDERS_KEY, "of", customerId],
    queryFn: ({ signal }) => rest.call(listOrders, { query: { customerId, limit: FEW }, signal }),
  });
}
