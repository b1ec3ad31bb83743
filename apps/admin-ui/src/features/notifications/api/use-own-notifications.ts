import { listNotifications, markNotificationsSeen } from "@chorus/contracts/routes/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useDeskSession } from "../../../lib/session/session-context.ts";

const KEY = ["notifications"] as const;
/** A mention in a note changes no row of the inbox, so it is found by polling: this is the longest delay of the bell. */
const POLL_MS = 30_000;
/** The worker stores a notification a moment after its event; later under load. */
const AFTER_EVENT_MS = [2_000, 8_000] as const;

/** The person's own notifications. Polled, and refetched soon after a change in the inbox. */
export function useOwnNotifications() {
  const { rest, chat, queryClient } = useDeskSession();
  useEffect(() => {
    const timers = new Map<number, ReturnType<typeof setTimeout>>();
    const askIn = (delayMs: number) => {
      if (timers.has(delayMs)) return;
      const ask = () => {
        timers.delete(delayMs);
        void queryClient.invalidateQueries({ queryKey: KEY });
      };
      timers.set(delayMs, setTimeout(ask, delayMs));
    };
    const leave = chat.inbox.onPush(() => AFTER_EVENT_MS.forEach(askIn));
    return () => {
      for (const timer of timers.values()) clearTimeout(timer);
      leave();
    };
  }, [chat, queryClient]);
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => rest.call(listNotifications, { signal }),
    refetchInterval: POLL_MS,
  });
}

export function useMarkSeen() {
  const { rest } = useDeskSession();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (ids?: string[]) => rest.call(markNotificationsSeen, { body: ids ? { ids } : {} }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: KEY }),
  });
}
