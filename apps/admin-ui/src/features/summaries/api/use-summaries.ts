import type { Summary } from "@chorus/contracts/entities/summary";
import { listSummaries } from "@chorus/contracts/routes/summaries";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useDeskSession } from "../../../lib/session/session-context.ts";

export const summariesKey = (conversationId: string) => ["summaries", conversationId] as const;
/** A hint may be lost; while one waits it is looked for, too. */
const LOOK_EVERY_MS = 1_000;

/** The current summaries; looked at anew whenever the log has grown, by a message or by `summary.ready`. */
export function useSummaries(conversationId: string, lastSeq: number, isWaiting: boolean) {
  const { rest } = useDeskSession();
  const queryClient = useQueryClient();
  useEffect(() => {
    if (lastSeq > 0) void queryClient.invalidateQueries({ queryKey: summariesKey(conversationId) });
  }, [queryClient, conversationId, lastSeq]);
  return useQuery({
    queryKey: summariesKey(conversationId),
    queryFn: ({ signal }) => rest.call(listSummaries, { params: { conversationId }, signal }),
    select: ({ items }) => items,
    refetchInterval: isWaiting ? LOOK_EVERY_MS : false,
  });
}

/** The brief in one text, for a tooltip or a dialog; null while there is none. */
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

/** Puts a changed summary in its place, without asking again. */
export function useReplaceSummary() {
  const queryClient = useQueryClient();
  return (summary: Summary) =>
    queryClient.setQueryData<{ items: Summary[] }>(summariesKey(summary.conversationId), (known) =>
      known ? { items: known.items.map((item) => (item.type === summary.type ? summary : item)) } : known,
    );
}
