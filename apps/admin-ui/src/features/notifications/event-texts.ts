import { defineTexts } from "../../lib/language/texts.ts";

/** Names of notification events and channels. */
export const eventTexts = defineTexts(
  {
    events: {
      "message.unread": "Customer has an unread answer",
      "conversation.waiting": "Customer waiting",
      "conversation.assigned": "Conversation assigned",
      "conversation.mentioned": "Mentioned in a note",
      "conversation.closed": "Conversation closed by a teammate",
      "conversation.transcript": "Transcript",
      "people.invitation": "Invitation",
      "people.password_reset": "Password reset",
      "people.new_device": "Sign-in from a new device",
      "people.password_changed": "Password changed",
      "tenant.quota": "A limit is nearly reached",
      test: "Test",
    },
    channels: { in_app: "Desk", push: "Push", email: "Email", sms: "SMS", webhook: "Webhook" },
  },
  {
    events: {
      "message.unread": "Kunde hat eine ungelesene Antwort",
      "conversation.waiting": "Kunde wartet",
      "conversation.assigned": "Unterhaltung zugewiesen",
      "conversation.mentioned": "In einer Notiz erwähnt",
      "conversation.closed": "Unterhaltung von jemand anderem geschlossen",
      "conversation.transcript": "Gesprächsverlauf",
      "people.invitation": "Einladung",
      "people.password_reset": "Passwort zurücksetzen",
      "people.new_device": "Anmeldung auf neuem Gerät",
      "people.password_changed": "Passwort geändert",
      "tenant.quota": "Eine Grenze ist fast erreicht",
      test: "Test",
    },
    channels: { in_app: "Desk", push: "Push", email: "E-Mail", sms: "SMS", webhook: "Webhook" },
  },
);
