import type { AnyConversation } from "@chorus/contracts/entities/conversation";
import type { Event } from "@chorus/contracts/entities/event";

/**
 * The conversation after one more event. An event that changes its state contains the new one; a message does not, and its
 * effect on the waiting time is the same as in `append_events`: a customer's starts it, an answer ends it.
 */
export function followEvent(conversation: AnyConversation | null, event: Event): AnyConversation | null {
  if ("conversation" in event.data) return event.data.conversation;
  if (event.kind !== "message.created" || !conversation || !("waitingSince" in conversation)) return conversation;
  switch (event.actor.type) {
    case "customer":
      return { ...conversation, waitingSince: conversation.waitingSince ?? event.createdAt };
    case "agent":
    case "assistant":
      return { ...conversation, waitingSince: null };
    case "system":
    default:
      return conversation;
  }
}
