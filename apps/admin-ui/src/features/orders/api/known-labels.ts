import type { Order } from "@chorus/contracts/entities/order";
import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import { ORDERS_KEY } from "./use-orders.ts";

/** The labels of the loaded orders, the most used first. */
export function knownLabels(queryClient: QueryClient): readonly string[] {
  const lists = queryClient.getQueriesData<InfiniteData<{ items: Order[] }>>({ queryKey: [...ORDERS_KEY, "list"] });
  const orders = lists.flatMap(([, list]) => list?.pages ?? []).flatMap(({ items }) => items);
  const used = new Map<string, number>();
  for (const tags of new Map(orders.map((order) => [order.id, order.tags])).values())
    for (const label of tags) used.set(label, (used.get(label) ?? 0) + 1);
  return [...used].toSorted((one, other) => other[1] - one[1]).map(([label]) => label);
}
