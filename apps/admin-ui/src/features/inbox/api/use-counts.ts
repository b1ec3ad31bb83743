import { countConversations } from "@chorus/contracts/routes/conversations";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useDeskSession } from "../../../lib/session/session-context.ts";

const KEY = ["conversation-counts"];
/** Who is here changes without a push. */
const POLL_MS = 30_000;
/** Many changes at once are counted once. */
const GATHER_MS = 3_000;

/** How many conversations each list has. */
export function useCounts() {
  const { rest } = useDeskSession();
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => rest.call(countConversations, { signal }),
    refetchInterval: POLL_MS,
  }).data;
}

/** Counts again soon after something has changed. */
export function useLiveCounts(): void {
  const { chat } = useDeskSession();
  const queryClient = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const count = () => {
      timer ??= setTimeout(() => {
        timer = null;
        void queryClient.invalidateQueries({ queryKey: KEY });
      }, GATHER_MS);
    };
    const leaves = [chat.inbox.onPush(count), chat.inbox.onRead(count), chat.inbox.onReset(count)];
    return () => {
      for (const leave of leaves) leave();
      if (timer) clearTimeout(timer);
    };
  }, [chat, queryClient]);
}
