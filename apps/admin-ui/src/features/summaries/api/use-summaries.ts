import type { Summary } from "@chorus/contracts/entities/summary";
import { listSummaries } from "@chorus/contracts/routes/summaries";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { askAnew } from "../../../lib/desk/ask-anew.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";

export const summariesKey = (conversationId: string) => ["summaries", conversationId] as const;
/** Interval of polling while one is being made, because a hint may be lost. */
const LOOK_EVERY_MS = 1_000;

/** The current summaries; refetched whenever the log has grown, by a message or by `summary.ready`. */
export function useSummaries(conversationId: string, lastSeq: number, isWaiting: boolean) {
  const { rest } = useDeskSession();
  const queryClient = useQueryClient();
  useEffect(() => {
    if (lastSeq > 0) void askAnew(queryClient, summariesKey(conversationId));
  }, [queryClient, conversationId, lastSeq]);
  return useQuery({
    queryKey: summariesKey(conversationId),
    queryFn: ({ signal }) => rest.call(listSummaries, { params: { conversationId }, signal }),
    select: ({ items }) => items,
    refetchInterval: isWaiting ? LOOK_EVERY_MS : false,
  });
}

/** The brief as one text, for a tooltip or a dialog; null without one. */
export function useBrief(conversationId: string, isWanted: boolean): Summary | null {
  const { rest } = useDeskSession();
  const { data } = useQuery({
    queryKey: summariesKey(conversationId),
    queryFn: ({ signal }) => rest.call(listSummaries, { params: { conversationId }, signal }),
    enabled: isWanted,
    select: ({ items }) => items.find(({ type }) => type === "brief") ?? null,
  });
  return data ?? null;
}

/** Replaces an edited summary in the cache. */
export function useReplaceSummary() {
  const queryClient = useQueryClient();
  return (summary: Summary) =>
    queryClient.setQueryData<{ items: Summary[] }>(summariesKey(summary.conversationId), (known) =>
      known ? { items: known.items.map((item) => (item.type === summary.type ? summary : item)) } : known,
    );
}
