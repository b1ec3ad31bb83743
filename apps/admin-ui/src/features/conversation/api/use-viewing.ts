import type { ConversationStream } from "@chorus/client-sdk/conversation/conversation-stream";
import { useEffect } from "react";

/** Tells colleagues that this conversation is on a screen, as long as the page is not in the background. */
export function useViewing(stream: ConversationStream | undefined): void {
  useEffect(() => {
    if (!stream) return undefined;
    const tell = () => stream.setViewing(!document.hidden);
    tell();
    document.addEventListener("visibilitychange", tell);
    return () => {
      document.removeEventListener("visibilitychange", tell);
      stream.setViewing(false);
    };
  }, [stream]);
}
