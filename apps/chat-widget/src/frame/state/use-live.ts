import type { ChatClient } from "@chorus/client-sdk/chat-client";
import type { ConversationSnapshot } from "@chorus/client-sdk/conversation/conversation-snapshot";
import type { ConversationStream } from "@chorus/client-sdk/conversation/conversation-stream";
import { useEffect, useMemo } from "preact/hooks";
import { NOTHING, useReadable } from "./use-readable.ts";

/** A conversation that is followed. */
export interface Live {
  chat: ChatClient;
  stream: ConversationStream;
  snapshot: ConversationSnapshot;
}

/** Follows a conversation for as long as it is shown; null without one. */
export function useLive(chat: ChatClient | null, conversationId: string | null): Live | null {
  const stream = useMemo(
    () => (chat && conversationId ? chat.openConversation(conversationId) : null),
    [chat, conversationId],
  );
  useEffect(() => {
    if (chat && conversationId) return () => chat.closeConversation(conversationId);
    return undefined;
  }, [chat, conversationId]);
  const snapshot = useReadable<ConversationSnapshot | null>(stream ?? NOTHING);
  return chat && stream && snapshot ? { chat, stream, snapshot } : null;
}
