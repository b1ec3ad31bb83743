import { useEffect } from "react";
import { placeConversation, removeConversation } from "../../../lib/conversation-lists.ts";
import { useDeskSession } from "../../../lib/session-context.ts";

/** Brings the loaded lists up to date with what the gateway pushes. */
export function useLiveLists(): void {
  const { chat, queryClient, user } = useDeskSession();
  useEffect(() => {
    const leavePushes = chat.inbox.onPush(({ kind, conversation }) => {
      if (kind === "changed") placeConversation(queryClient, conversation, user.id);
      else removeConversation(queryClient, conversation);
    });
    const leaveResets = chat.inbox.onReset(() => void queryClient.invalidateQueries({ queryKey: ["conversations"] }));
    return () => {
      leavePushes();
      leaveResets();
    };
  }, [chat, queryClient, user.id]);
}
