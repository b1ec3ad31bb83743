import type { AnyConversation, Conversation, Priority } from "@chorus/contracts/entities/conversation";
import type { AgentSummary } from "@chorus/contracts/entities/people";
import {
  assignConversation,
  closeConversation,
  patchConversation,
  reopenConversation,
} from "@chorus/contracts/routes/conversations";
import { acceptConversation } from "@chorus/contracts/routes/queue";
import { useMutation } from "@tanstack/react-query";
import { findListed, isDeskConversation, placeConversation } from "../../../lib/desk/conversation-lists.ts";
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
  | { do: "assign"; agent: AgentSummary | null };

/** The conversation as the action will leave it, as far as the desk can know. */
function expected(before: Conversation, action: ConversationAction, self: AgentSummary): Conversation {
  switch (action.do) {
    case "accept":
      return { ...before, status: "open", assignee: self };
    case "close":
      return { ...before, status: "closed", waitingSince: null };
    case "organise":
      return { ...before, ...action.change };
    case "snooze":
      return action.until === null ? before : { ...before, status: "snoozed" };
    case "assign":
      return action.agent === null ? before : { ...before, assignee: action.agent };
    case "reopen":
    default:
      return before;
  }
}

/**
 * Performs an action on a conversation. The lists show the expected result at once, then the server's, and what was before
 * when it is refused. The log gets its own event.
 */
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
        body: action.agent === null ? {} : { agentId: action.agent.id },
      });
    },
    onMutate: (action) => {
      const before = findListed(queryClient, conversationId);
      const self = { id: user.id, name: user.name, avatar: user.avatar ?? null };
      if (before) placeConversation(queryClient, expected(before, action, self), user.id);
      return before;
    },
    onSuccess: ({ conversation }) => {
      if (isDeskConversation(conversation)) placeConversation(queryClient, conversation, user.id);
    },
    onError: (error, _, before) => {
      if (before) placeConversation(queryClient, before, user.id);
      showProblem(error);
    },
  });
}
