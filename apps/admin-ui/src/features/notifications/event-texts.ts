import { defineTexts } from "../../lib/language/texts.ts";

/** Names of notification events and channels. */
export const eventTexts = defineTexts(
  {
    events: {
      "message.unread": "Answer a customer has not read",
      "conversation.waiting": "A customer waits",
      "conversation.assigned": "Conversation assigned",
      "conversation.mentioned": "Mentioned in a note",
      "conversation.closed": "Conversation closed by a colleague",
      "conversation.transcript": "Transcript",
      "people.invitation": "Invitation",
      "people.password_reset": "New password",
      "people.new_device": "Sign-in on a new device",
      test: "Test",
    },
    channels: { in_app: "In the desk", push: "Push", email: "Email", sms: "Text message", webhook: "Webhook" },
  },
  {
    events: {
      "message.unread": "Antwort, die ein Kunde nicht gelesen hat",
      "conversation.waiting": "Ein Kunde wartet",
      "conversation.assigned": "Unterhaltung zugewiesen",
      "conversation.mentioned": "In einer Notiz erwähnt",
      "conversation.closed": "Unterhaltung von jemand anderem geschlossen",
      "conversation.transcript": "Gesprächsverlauf",
      "people.invitation": "Einladung",
      "people.password_reset": "Neues Passwort",
      "people.new_device": "Anmeldung auf einem neuen Gerät",
      test: "Test",
    },
    channels: { in_app: "Im Desk", push: "Push", email: "E-Mail", sms: "SMS", webhook: "Webhook" },
  },
);
