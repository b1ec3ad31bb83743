import { useEffect } from "react";
import { useConversationList } from "./use-conversation-list.ts";

const NAME = "Chorus";

/** The number of one's own unread conversations, in the tab's title. */
export function useUnreadTitle(): void {
  const mine = useConversationList("mine");
  const unread = mine.data?.pages.flatMap((page) => page.items).filter((item) => (item.unread ?? 0) > 0).length ?? 0;
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) ${NAME}` : NAME;
    return () => {
      document.title = NAME;
    };
  }, [unread]);
}
