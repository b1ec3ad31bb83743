import { useEffect } from "react";
import { useCounts } from "./use-counts.ts";

const NAME = "Chorus";

/** The number of one's own unread conversations, in the tab's title. */
export function useUnreadTitle(): void {
  const unread = useCounts()?.unread ?? 0;
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) ${NAME}` : NAME;
    return () => {
      document.title = NAME;
    };
  }, [unread]);
}
