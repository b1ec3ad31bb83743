import { defineTexts } from "../../lib/language/texts.ts";

export const bellTexts = defineTexts(
  {
    bell: "Notifications",
    unseen: (count: string) => `Notifications, ${count} unread`,
    empty: "No notifications yet",
    emptyHint: "Assignments, mentions and conversations closed by teammates appear here.",
    failed: "Could not load. Try again",
    allSeen: "Mark all as read",
    settings: "Notification settings",
    isNew: "new",
    sentences: {
      assigned: (actor: string, customer: string) => `${actor} assigned you the conversation with ${customer}`,
      mentioned: (actor: string, customer: string) => `${actor} mentioned you in a note about ${customer}`,
      closed: (actor: string, customer: string) => `${actor} closed your conversation with ${customer}`,
      test: "Test: notifications in the desk work",
    },
    somebody: "Someone",
  },
  {
    bell: "Benachrichtigungen",
    unseen: (count) => `Benachrichtigungen, ${count} ungelesen`,
    empty: "Noch keine Benachrichtigungen",
    emptyHint: "Hier erscheinen Zuweisungen, Erwähnungen und Unterhaltungen, die andere geschlossen haben.",
    failed: "Laden fehlgeschlagen. Erneut versuchen",
    allSeen: "Alle als gelesen markieren",
    settings: "Benachrichtigungseinstellungen",
    isNew: "neu",
    sentences: {
      assigned: (actor, customer) => `${actor} hat Ihnen die Unterhaltung mit ${customer} zugewiesen`,
      mentioned: (actor, customer) => `${actor} hat Sie in einer Notiz zu ${customer} erwähnt`,
      closed: (actor, customer) => `${actor} hat Ihre Unterhaltung mit ${customer} geschlossen`,
      test: "Test: Benachrichtigungen im Desk funktionieren",
    },
    somebody: "Jemand",
  },
);
