import type { LatencyWindow } from "@chorus/contracts/latency";
import type { RouteResult } from "@chorus/contracts/routes/define-route";
import { type LatencyOrder, listLatency } from "@chorus/contracts/routes/latency";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useOperator } from "./operator-session.ts";

export type TenantLatency = RouteResult<typeof listLatency>["items"][number];

const POLL_MS = 60_000;

/** Sorted, searched and paged on the server. */
export function useLatency({ q, window, sort }: { q: string; window: LatencyWindow; sort: LatencyOrder }) {
  const { rest } = useOperator();
  return useInfiniteQuery({
    queryKey: ["latency", { q, window, sort }],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      rest.call(listLatency, {
        query: { window, sort, limit: 50, ...(q && { q }), ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: POLL_MS,
  });
}
