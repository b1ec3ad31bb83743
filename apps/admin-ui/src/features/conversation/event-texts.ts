import type { Event } from "@chorus/contracts/entities/event";
import { defineTexts, textsNow } from "../../lib/language/texts.ts";

/** What happened, in a line; `who` begins the sentence, `whom` ends it. */
const eventTexts = defineTexts(
  {
    You: "You",
    you: "you",
    startedByCustomer: (who: string) => `${who} started the conversation`,
    startedBy: (who: string) => `Conversation started by ${who}`,
    requeued: (who: string) => `${who} put it back into the queue`,
    queued: "Waiting in the queue",
    unassigned: (who: string) => `${who} removed the assignment`,
    took: (who: string) => `${who} took the conversation`,
    assigned: (whom: string) => `Assigned to ${whom}`,
    assignedBy: (who: string, whom: string) => `${who} assigned it to ${whom}`,
    transferred: (who: string) => `${who} transferred it`,
    transferredTo: (who: string, whom: string) => `${who} transferred it to ${whom}`,
    closed: (who: string) => `${who} closed the conversation`,
    reopened: (who: string) => `${who} reopened the conversation`,
    snoozed: (who: string) => `${who} snoozed the conversation`,
    tagged: (who: string) => `${who} changed tags or priority`,
    rated: (who: string) => `${who} rated the conversation`,
    erased: "The customer's data was erased",
    youWhispered: (text: string) => `You whisper: ${text}`,
    whispered: (who: string, text: string) => `${who} whispers: ${text}`,
    handedOver: {
      asked: "Handed over: the customer asked for a person",
      no_answer: "Handed over: the assistant had no answer",
      policy: "Handed over: this needs a person",
      failed: "Handed over: the assistant is not available",
    },
    automaticMail: (who: string) => `Automatic email from ${who}`,
    automaticMailAbout: (who: string, subject: string) => `Automatic email from ${who}: ${subject}`,
    joined: (who: string) => `${who} joined`,
    left: (who: string) => `${who} left`,
  },
  {
    You: "Sie",
    you: "Sie",
    startedByCustomer: (who) => `${who}: Unterhaltung begonnen`,
    startedBy: (who) => `Unterhaltung begonnen von ${who}`,
    requeued: (who) => `${who}: zurück in die Warteschlange`,
    queued: "In der Warteschlange",
    unassigned: (who) => `${who}: Zuweisung aufgehoben`,
    took: (who) => `${who}: Unterhaltung angenommen`,
    assigned: (whom) => `Zugewiesen an ${whom}`,
    assignedBy: (who, whom) => `${who}: zugewiesen an ${whom}`,
    transferred: (who) => `${who}: übergeben`,
    transferredTo: (who, whom) => `${who}: übergeben an ${whom}`,
    closed: (who) => `${who}: Unterhaltung geschlossen`,
    reopened: (who) => `${who}: Unterhaltung wieder geöffnet`,
    snoozed: (who) => `${who}: Unterhaltung zurückgestellt`,
    tagged: (who) => `${who}: Schlagwörter oder Priorität geändert`,
    rated: (who) => `${who}: Unterhaltung bewertet`,
    erased: "Die Daten des Kunden wurden gelöscht",
    youWhispered: (text) => `Sie flüstern: ${text}`,
    whispered: (who, text) => `${who} flüstert: ${text}`,
    handedOver: {
      asked: "Übergeben: Kunde wünscht einen Menschen",
      no_answer: "Übergeben: Assistent weiß keine Antwort",
      policy: "Übergeben: hier muss ein Mensch entscheiden",
      failed: "Übergeben: Assistent nicht erreichbar",
    },
    automaticMail: (who) => `Automatische E-Mail von ${who}`,
    automaticMailAbout: (who, subject) => `Automatische E-Mail von ${who}: ${subject}`,
    joined: (who) => `${who} ist da`,
    left: (who) => `${who} ist gegangen`,
  },
);

/** One line about an event; null for one that is not shown. */
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
    case "whisper":
      if (event.data.body === "") return null;
      return event.actor.id === selfId ? t.youWhispered(event.data.body) : t.whispered(who, event.data.body);
    case "conversation.handed_over":
      return t.handedOver[event.data.reason];
    case "mail.automatic":
      return event.data.subject === "" ? t.automaticMail(who) : t.automaticMailAbout(who, event.data.subject);
    case "participant.joined":
      return t.joined(event.data.participant.name);
    case "participant.left":
      return t.left(event.data.participant.name);
    default:
      return null;
  }
}
