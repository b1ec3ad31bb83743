import type { ConversationStream } from "@chorus/client-sdk/conversation/conversation-stream";
import { useEffect } from "react";

/** Tells colleagues that this conversation is on a screen, as long as the page is not in the background. */
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
