import type { AnyConversation } from "@chorus/contracts/entities/conversation";
import type { Event } from "@chorus/contracts/entities/event";

/**
 * The conversation after one more event. An event that changes its state carries the new one; a message does not, and what it
 * means for who waits is what `append_events` makes of it: the customer's starts the wait, an answer ends it.
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
