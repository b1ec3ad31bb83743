import type { Order } from "@chorus/contracts/entities/order";
import {
  addOrderNote,
  cancelOrder,
  getOrder,
  getTimeline,
  holdOrder,
  listOrderNotes,
  releaseOrder,
  setOrderTags,
} from "@chorus/contracts/routes/orders";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { ORDERS_KEY } from "./use-orders.ts";

/** Everything that shows one order. */
export const keyOf = (number: string) => [...ORDERS_KEY, "one", number] as const;

export function useOrder(number: string) {
  const { rest } = useDeskSession();
  return useQuery({
    queryKey: keyOf(number),
    queryFn: ({ signal }) => rest.call(getOrder, { params: { idOrNumber: number }, signal }),
  });
}

/** The first entry first, a page at a time. */
export function useOrderTimeline(number: string) {
  const { rest } = useDeskSession();
  return useInfiniteQuery({
    queryKey: [...keyOf(number), "timeline"],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      rest.call(getTimeline, {
        params: { idOrNumber: number },
        query: { limit: 100, ...(pageParam !== null && { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function useOrderNotes(number: string) {
  const { rest } = useDeskSession();
  return useQuery({
    queryKey: [...keyOf(number), "notes"],
    queryFn: async ({ signal }) => (await rest.call(listOrderNotes, { params: { idOrNumber: number }, signal })).items,
  });
}

export type OrderChange =
  | { do: "hold"; reason: string }
  | { do: "release" }
  | { do: "cancel"; reason: string }
  | { do: "note"; body: string };

/** Changes an order. Repeated with the same key it is done once, whatever happened to the first answer. */
export function useChangeOrder({ id }: Pick<Order, "id">) {
  const { rest } = useDeskSession();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ change, key }: { change: OrderChange; key: string }) => {
      const common = { params: { idOrNumber: id }, idempotencyKey: key };
      if (change.do === "note") await rest.call(addOrderNote, { ...common, body: { body: change.body } });
      else if (change.do === "release") await rest.call(releaseOrder, common);
      else if (change.do === "hold") await rest.call(holdOrder, { ...common, body: { reason: change.reason } });
      else await rest.call(cancelOrder, { ...common, body: { reason: change.reason } });
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ORDERS_KEY }),
  });
}

/** Puts these labels in place of those that an order had. */
export function useSetLabels({ id }: Pick<Order, "id">) {
  const { rest } = useDeskSession();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (tags: readonly string[]) =>
      rest.call(setOrderTags, { params: { idOrNumber: id }, body: { tags: [...tags] } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ORDERS_KEY }),
  });
}
