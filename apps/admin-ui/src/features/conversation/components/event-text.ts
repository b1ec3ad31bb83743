import type { Event } from "@chorus/contracts/entities/event";
import { textsNow } from "../../../lib/texts.ts";
import { eventTexts } from "../event-texts.ts";

/** One line about something that happened; null for what is not worth a line. */
export function eventText(event: Event, selfId: string): string | null {
  const t = textsNow(eventTexts);
  const who = event.actor.id === selfId ? t.You : event.actor.name;
  switch (event.kind) {
    case "conversation.created":
      return event.actor.type === "customer" ? t.startedByCustomer(who) : t.startedBy(who);
    case "conversation.queued":
      return event.actor.type === "agent" ? t.requeued(who) : t.queued;
    case "conversation.assigned": {
      const { assignee } = event.data.conversation;
      if (!assignee) return t.unassigned(who);
      if (assignee.id === event.actor.id) return t.took(who);
      const whom = assignee.id === selfId ? t.you : assignee.name;
      return event.actor.type === "system" ? t.assigned(whom) : t.assignedBy(who, whom);
    }
    case "conversation.transferred": {
      const { assignee } = event.data.conversation;
      if (!assignee) return t.transferred(who);
      return t.transferredTo(who, assignee.id === selfId ? t.you : assignee.name);
    }
    case "conversation.status": {
      const { status } = event.data.conversation;
      if (status === "closed") return t.closed(who);
      if (status === "open") return t.reopened(who);
      return status === "snoozed" ? t.snoozed(who) : t.requeued(who);
    }
    case "conversation.tagged":
      return t.tagged(who);
    case "conversation.rated":
      return t.rated(who);
    case "conversation.erased":
      return t.erased;
    case "mail.automatic":
      return event.data.subject === "" ? t.automaticMail(who) : t.automaticMailAbout(who, event.data.subject);
    case "participant.joined":
      return t.joined(event.data.participant.name);
    case "participant.left":
      return t.left(event.data.participant.name);
    case "message.created":
    case "message.edited":
    case "message.deleted":
    case "note.created":
    case "summary.ready":
    default:
      return null;
  }
}
