import type { AnyConversation, Priority } from "@chorus/contracts/entities/conversation";
import {
  assignConversation,
  closeConversation,
  patchConversation,
  reopenConversation,
} from "@chorus/contracts/routes/conversations";
import { acceptConversation } from "@chorus/contracts/routes/queue";
import { useMutation } from "@tanstack/react-query";
import { isDeskConversation, placeConversation } from "../../../lib/desk/conversation-lists.ts";
import { showProblem } from "../../../lib/desk/notices.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";

export type ConversationAction =
  | { do: "accept" }
  | { do: "close" }
  | { do: "reopen" }
  /** null ends the snooze. */
  | { do: "snooze"; until: string | null }
  | { do: "organise"; change: { priority?: Priority; tags?: string[] } }
  /** null unassigns it. */
  | { do: "assign"; agentId: string | null };

/** Performs an action on a conversation and puts the result into the lists. The log gets its own event. */
export function useConversationAction(conversationId: string) {
  const { rest, queryClient, user } = useDeskSession();
  const params = { conversationId };
  return useMutation({
    mutationFn: (action: ConversationAction): Promise<{ conversation: AnyConversation }> => {
      if (action.do === "accept") return rest.call(acceptConversation, { params });
      if (action.do === "close") return rest.call(closeConversation, { params });
      if (action.do === "reopen") return rest.call(reopenConversation, { params });
      if (action.do === "snooze") return rest.call(patchConversation, { params, body: { snoozedUntil: action.until } });
      if (action.do === "organise") return rest.call(patchConversation, { params, body: action.change });
      return rest.call(assignConversation, {
        params,
        body: action.agentId === null ? {} : { agentId: action.agentId },
      });
    },
    onSuccess: ({ conversation }) => {
      if (isDeskConversation(conversation)) placeConversation(queryClient, conversation, user.id);
    },
    onError: showProblem,
  });
}
