import type { LatencyWindow } from "@chorus/contracts/latency";
import { readOwnLatency } from "@chorus/contracts/routes/latency";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeskSession } from "../../../../lib/session/session-context.ts";

const POLL_MS = 60_000;

/** How soon the company's messages were stored. */
export function useOwnLatency(window: LatencyWindow) {
  const { rest } = useDeskSession();
  return useQuery({
    queryKey: ["own-latency", window],
    queryFn: ({ signal }) => rest.call(readOwnLatency, { query: { window }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: POLL_MS,
  });
}
