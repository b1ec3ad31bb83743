import type { Event } from "@chorus/contracts/entities/event";

/** One line about something that happened; null for what is not worth a line. */
export function eventText(event: Event, selfId: string): string | null {
  const who = event.actor.id === selfId ? "You" : event.actor.name;
  switch (event.kind) {
    case "conversation.created":
      return event.actor.type === "customer" ? `${who} started the conversation` : `Conversation started by ${who}`;
    case "conversation.queued":
      return event.actor.type === "agent" ? `${who} put it back into the queue` : "Waiting in the queue";
    case "conversation.assigned": {
      const { assignee } = event.data.conversation;
      if (!assignee) return `${who} removed the assignment`;
      if (assignee.id === event.actor.id) return `${who} took the conversation`;
      const whom = assignee.id === selfId ? "you" : assignee.name;
      return event.actor.type === "system" ? `Assigned to ${whom}` : `${who} assigned it to ${whom}`;
    }
    case "conversation.transferred": {
      const { assignee } = event.data.conversation;
      return `${who} transferred it${assignee ? ` to ${assignee.id === selfId ? "you" : assignee.name}` : ""}`;
    }
    case "conversation.status": {
      const { status } = event.data.conversation;
      if (status === "closed") return `${who} closed the conversation`;
      if (status === "open") return `${who} reopened the conversation`;
      if (status === "snoozed") return `${who} snoozed the conversation`;
      return `${who} put it back into the queue`;
    }
    case "conversation.tagged":
      return `${who} changed the tags`;
    case "conversation.rated":
      return `${who} rated the conversation`;
    case "conversation.erased":
      return "The customer's data was erased";
    case "participant.joined":
      return `${event.data.participant.name} joined`;
    case "participant.left":
      return `${event.data.participant.name} left`;
    case "message.created":
    case "message.edited":
    case "message.deleted":
    case "note.created":
    case "summary.ready":
    default:
      return null;
  }
}
