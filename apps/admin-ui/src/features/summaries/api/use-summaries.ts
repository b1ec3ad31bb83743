import type { Summary, SummaryType } from "@chorus/contracts/entities/summary";
import { createSummary, listSummaries } from "@chorus/contracts/routes/summaries";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useDeskSession } from "../../../lib/session-context.ts";

const keyOf = (conversationId: string) => ["summaries", conversationId] as const;
/** A hint may be lost; while one waits it is looked for, too. */
const LOOK_EVERY_MS = 1_000;
const SLOW_AFTER_MS = 20_000;

/** The current summaries; looked at anew whenever the log has grown, by a message or by `summary.ready`. */
export function useSummaries(conversationId: string, lastSeq: number, isWaiting: boolean) {
  const { rest } = useDeskSession();
  const queryClient = useQueryClient();
  useEffect(() => {
    if (lastSeq > 0) void queryClient.invalidateQueries({ queryKey: keyOf(conversationId) });
  }, [queryClient, conversationId, lastSeq]);
  return useQuery({
    queryKey: keyOf(conversationId),
    queryFn: ({ signal }) => rest.call(listSummaries, { params: { conversationId }, signal }),
    select: ({ items }) => items,
    refetchInterval: isWaiting ? LOOK_EVERY_MS : false,
  });
}

/** The brief in one text, for a tooltip or a dialog; null while there is none. */
export function useBrief(conversationId: string, isWanted: boolean): Summary | null {
  const { rest } = useDeskSession();
  const { data } = useQuery({
    queryKey: keyOf(conversationId),
    queryFn: ({ signal }) => rest.call(listSummaries, { params: { conversationId }, signal }),
    enabled: isWanted,
    select: ({ items }) => items.find(({ type }) => type === "brief") ?? null,
  });
  return data ?? null;
}

/** Asks for a summary and waits until it knows all messages. */
export function useMakeSummary(conversationId: string) {
  const { rest } = useDeskSession();
  const queryClient = useQueryClient();
  const [isWaiting, setIsWaiting] = useState(false);
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(() => setIsSlow(true), SLOW_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isWaiting]);
  const make = useMutation({
    mutationFn: (type: SummaryType) => rest.call(createSummary, { params: { conversationId }, body: { type } }),
    onSuccess: (answer) => {
      setIsSlow(false);
      setIsWaiting("jobId" in answer);
      return queryClient.invalidateQueries({ queryKey: keyOf(conversationId) });
    },
  });
  return { make, isWaiting, isSlow, stopWaiting: () => setIsWaiting(false) };
}

/** Puts a changed summary in its place, without asking again. */
export function useReplaceSummary() {
  const queryClient = useQueryClient();
  return (summary: Summary) =>
    queryClient.setQueryData<{ items: Summary[] }>(keyOf(summary.conversationId), (known) =>
      known ? { items: known.items.map((item) => (item.type === summary.type ? summary : item)) } : known,
    );
}
