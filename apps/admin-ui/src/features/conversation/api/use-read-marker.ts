import type { ConversationStream } from "@chorus/client-sdk/conversation/conversation-stream";
import { useEffect } from "react";
import { recordRead } from "../../../lib/desk/conversation-lists.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";

/** Marks everything as read while the end is in view and the window has focus. */
export function useReadMarker(stream: ConversationStream, lastSeq: number, isAtEnd: boolean): void {
  const { queryClient } = useDeskSession();
  useEffect(() => {
    const mark = () => {
      if (!isAtEnd || lastSeq === 0 || document.hidden || !document.hasFocus()) return;
      stream.markRead();
      recordRead(queryClient, stream.conversationId);
    };
    mark();
    window.addEventListener("focus", mark);
    return () => window.removeEventListener("focus", mark);
  }, [stream, lastSeq, isAtEnd, queryClient]);
}
