import type { Event } from "@chorus/contracts/entities/event";
import type { AnyConversation, Conversation } from "@chorus/contracts/entities/conversation";
import { formatMoment } from "../../lib/language/format-time.ts";
import { defineTexts, textsNow } from "../../lib/language/texts.ts";

const has = (who: string) => (who === "Sie" ? "Sie haben" : `${who} hat`);

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
    snoozedUntil: (who: string, until: string) => `${who} snoozed the conversation until ${until}`,
    tagged: (who: string) => `${who} changed tags or priority`,
    addedTags: (who: string, tags: string) => `${who} added ${tags}`,
    removedTags: (who: string, tags: string) => `${who} removed ${tags}`,
    prioritised: (who: string, priority: string) => `${who} set the priority to ${priority}`,
    priorities: { low: "low", normal: "normal", high: "high", urgent: "urgent" },
    rated: (who: string) => `${who} rated the conversation`,
    ratedAs: (who: string, score: number) => `${who} rated the conversation ${score} of 5`,
    ratedWith: (who: string, score: number, words: string) => `${who} rated the conversation ${score} of 5: “${words}”`,
    erased: "The customer's data was erased",
    youWhispered: (text: string) => `You whisper: ${text}`,
    whispered: (who: string, text: string) => `${who} whispers: ${text}`,
    handedOver: {
      asked: "Handed over: the customer asked for a person",
      no_answer: "Handed over: the assistant had no answer",
      policy: "Handed over: this needs a person",
      failed: "Handed over: the assistant is not available",
    },
    mailSent: "Sent by email",
    mailSentTo: (address: string) => `Sent by email to ${address}`,
    automaticMail: (who: string) => `Automatic email from ${who}`,
    automaticMailAbout: (who: string, subject: string) => `Automatic email from ${who}: ${subject}`,
    joined: (who: string) => `${who} joined`,
    left: (who: string) => `${who} left`,
  },
  {
    You: "Sie",
    you: "Ihnen",
    startedByCustomer: (who) => `${has(who)} die Unterhaltung begonnen`,
    startedBy: (who) => `Unterhaltung begonnen von ${who}`,
    requeued: (who) => `${has(who)} die Unterhaltung zurück in die Warteschlange gelegt`,
    queued: "In der Warteschlange",
    unassigned: (who) => `${has(who)} die Zuweisung aufgehoben`,
    took: (who) => `${has(who)} die Unterhaltung angenommen`,
    assigned: (whom) => `${whom} zugewiesen`,
    assignedBy: (who, whom) => `${has(who)} ${whom} die Unterhaltung zugewiesen`,
    transferred: (who) => `${has(who)} die Unterhaltung übergeben`,
    transferredTo: (who, whom) => `${has(who)} ${whom} die Unterhaltung übergeben`,
    closed: (who) => `${has(who)} die Unterhaltung geschlossen`,
    reopened: (who) => `${has(who)} die Unterhaltung wieder geöffnet`,
    snoozed: (who) => `${has(who)} die Unterhaltung zurückgestellt`,
    snoozedUntil: (who, until) => `${has(who)} die Unterhaltung bis ${until} zurückgestellt`,
    tagged: (who) => `${has(who)} Tags oder Priorität geändert`,
    addedTags: (who, tags) => `${has(who)} ${tags} hinzugefügt`,
    removedTags: (who, tags) => `${has(who)} ${tags} entfernt`,
    prioritised: (who, priority) => `${has(who)} die Priorität auf ${priority} gesetzt`,
    priorities: { low: "niedrig", normal: "normal", high: "hoch", urgent: "dringend" },
    rated: (who) => `${has(who)} die Unterhaltung bewertet`,
    ratedAs: (who, score) => `${who}: Bewertung ${score} von 5`,
    ratedWith: (who, score, words) => `${who}: Bewertung ${score} von 5: „${words}“`,
    erased: "Die Daten des Kunden wurden gelöscht",
    youWhispered: (text) => `Sie flüstern: ${text}`,
    whispered: (who, text) => `${who} flüstert: ${text}`,
    handedOver: {
      asked: "Übergeben: Kunde möchte mit einem Menschen sprechen",
      no_answer: "Übergeben: Assistent weiß keine Antwort",
      policy: "Übergeben: hier muss ein Mensch entscheiden",
      failed: "Übergeben: Assistent nicht erreichbar",
    },
    mailSent: "Per E-Mail gesendet",
    mailSentTo: (address) => `Per E-Mail gesendet an ${address}`,
    automaticMail: (who) => `Automatische E-Mail von ${who}`,
    automaticMailAbout: (who, subject) => `Automatische E-Mail von ${who}: ${subject}`,
    joined: (who) => `${who} ist da`,
    left: (who) => `${who} ist gegangen`,
  },
);

/** What a change is compared with. */
export type StateBefore = Pick<Conversation, "tags" | "priority">;

/** A name keeps its own direction and does not turn the line around it. */
const isolated = (name: string) => `\u2068${name}\u2069`;

/**
 * One line about an event; null for one that is not shown.
 * @param before the conversation as the event before left it, if that is known
 */
export function eventText(event: Event, selfId: string, before: StateBefore | null): string | null {
  const t = textsNow(eventTexts);
  const who = event.actor.id === selfId ? t.You : isolated(event.actor.name);
  switch (event.kind) {
    case "conversation.created":
      return event.actor.type === "customer" ? t.startedByCustomer(who) : t.startedBy(who);
    case "conversation.queued":
      return event.actor.type === "agent" ? t.requeued(who) : t.queued;
    case "conversation.assigned": {
      const { assignee } = event.data.conversation;
      if (!assignee) return t.unassigned(who);
      if (assignee.id === event.actor.id) return t.took(who);
      const whom = assignee.id === selfId ? t.you : isolated(assignee.name);
      return event.actor.type === "system" ? t.assigned(whom) : t.assignedBy(who, whom);
    }
    case "conversation.transferred": {
      const { assignee } = event.data.conversation;
      if (!assignee) return t.transferred(who);
      return t.transferredTo(who, assignee.id === selfId ? t.you : isolated(assignee.name));
    }
    case "conversation.status": {
      const { status } = event.data.conversation;
      if (status === "closed") return t.closed(who);
      if (status === "open") return t.reopened(who);
      return status === "snoozed" ? snoozeText(who, event.data.conversation) : t.requeued(who);
    }
    case "conversation.tagged":
      return changesText(who, event.data.conversation, before);
    case "conversation.rated":
      return ratingText(who, event.data.conversation);
    case "conversation.erased":
      return t.erased;
    case "whisper":
      if (event.data.body === "") return null;
      return event.actor.id === selfId ? t.youWhispered(event.data.body) : t.whispered(who, event.data.body);
    case "conversation.handed_over":
      return t.handedOver[event.data.reason];
    case "mail.sent":
      return event.data.recipient === "" ? t.mailSent : t.mailSentTo(event.data.recipient);
    case "mail.automatic":
      return event.data.subject === "" ? t.automaticMail(who) : t.automaticMailAbout(who, event.data.subject);
    case "participant.joined":
      return t.joined(isolated(event.data.participant.name));
    case "participant.left":
      return t.left(isolated(event.data.participant.name));
    default:
      return null;
  }
}

/** What was changed, where what was before is known. */
function changesText(who: string, now: AnyConversation, before: StateBefore | null): string {
  const t = textsNow(eventTexts);
  if (before === null || !("tags" in now)) return t.tagged(who);
  const listed = (tags: readonly string[]) => tags.map(isolated).join(", ");
  const added = now.tags.filter((tag) => !before.tags.includes(tag));
  const removed = before.tags.filter((tag) => !now.tags.includes(tag));
  const changes = [
    ...(added.length > 0 ? [t.addedTags(who, listed(added))] : []),
    ...(removed.length > 0 ? [t.removedTags(who, listed(removed))] : []),
    ...(now.priority === before.priority ? [] : [t.prioritised(who, t.priorities[now.priority])]),
  ];
  return changes.length > 0 ? changes.join(" · ") : t.tagged(who);
}

/** How many of five, and the customer's words. */
function ratingText(who: string, rated: AnyConversation): string {
  const t = textsNow(eventTexts);
  const rating = "rating" in rated ? rated.rating : null;
  if (!rating) return t.rated(who);
  return rating.comment ? t.ratedWith(who, rating.score, isolated(rating.comment)) : t.ratedAs(who, rating.score);
}

/** Until when it sleeps, where that is known. */
function snoozeText(who: string, snoozed: AnyConversation): string {
  const t = textsNow(eventTexts);
  const until = "snoozedUntil" in snoozed ? snoozed.snoozedUntil : null;
  return until ? t.snoozedUntil(who, formatMoment(until)) : t.snoozed(who);
}
