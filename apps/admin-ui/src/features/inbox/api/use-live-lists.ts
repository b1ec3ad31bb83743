import { askAnew } from "../../../lib/desk/ask-anew.ts";
import { useEffect } from "react";
import { recordRead, placeConversation, removeConversation } from "../../../lib/desk/conversation-lists.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";

/** Updates the loaded lists with the gateway's pushes. */
export function useLiveLists(): void {
  const { chat, queryClient, user } = useDeskSession();
  useEffect(() => {
    const leavePushes = chat.inbox.onPush(({ kind, conversation }) => {
      if (kind === "changed") placeConversation(queryClient, conversation, user.id);
      else removeConversation(queryClient, conversation);
    });
    const leaveReads = chat.inbox.onRead(({ conversationId, userId, readSeq }) => {
      if (userId === user.id) recordRead(queryClient, conversationId, readSeq);
    });
    const leaveResets = chat.inbox.onReset(() => void askAnew(queryClient, ["conversations"]));
    return () => {
      leavePushes();
      leaveReads();
      leaveResets();
    };
  }, [chat, queryClient, user.id]);
}
