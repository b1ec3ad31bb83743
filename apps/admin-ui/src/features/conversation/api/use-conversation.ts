import type { ConversationSnapshot } from "@chorus/client-sdk/conversation/conversation-snapshot";
import type { ConversationStream } from "@chorus/client-sdk/conversation/conversation-stream";
import { Store } from "@chorus/client-sdk/observable";
import type { Conversation } from "@chorus/contracts/entities/conversation";
import { useEffect, useState } from "react";
import { findListed, isDeskConversation } from "../../../lib/desk/conversation-lists.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useReadable } from "../../../lib/browser/use-readable.ts";

const NOTHING_OPEN = new Store<ConversationSnapshot | null>(null);

export interface OpenConversation {
  stream: ConversationStream;
  log: ConversationSnapshot;
  /** The conversation; from the list's row until the log is there, null when neither has arrived. */
  conversation: Conversation | null;
}

/** Follows a conversation while the component shows it. */
export function useConversation(conversationId: string): OpenConversation | null {
  const { chat, queryClient, warm } = useDeskSession();
  const [stream, setStream] = useState<ConversationStream | null>(() => warm.streamOf(conversationId));
  useEffect(() => {
    // The stream is a resource outside of React: it begins and ends with the effect, not with a render.
    // oxlint-disable-next-line react/set-state-in-effect
    setStream(chat.openConversation(conversationId));
    warm.hold(conversationId);
    return () => chat.closeConversation(conversationId);
  }, [chat, warm, conversationId]);
  const log = useReadable<ConversationSnapshot | null>(stream ?? NOTHING_OPEN);
  if (!stream || !log || log.conversationId !== conversationId) return null;
  const known = isDeskConversation(log.conversation) ? log.conversation : findListed(queryClient, conversationId);
  return { stream, log, conversation: known ?? null };
}
