import type { ConversationStream } from "@chorus/client-sdk/conversation/conversation-stream";
import { useEffect } from "react";

/** Sends the viewing signal while this conversation is shown and the page is visible. */
export function useViewing(stream: ConversationStream | undefined): void {
  useEffect(() => {
    if (!stream) return undefined;
    const sendViewing = () => stream.setViewing(!document.hidden);
    sendViewing();
    document.addEventListener("visibilitychange", sendViewing);
    return () => {
      document.removeEventListener("visibilitychange", sendViewing);
      stream.setViewing(false);
    };
  }, [stream]);
}
