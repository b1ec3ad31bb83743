import { defineTexts } from "../../lib/language/texts.ts";

export const bellTexts = defineTexts(
  {
    bell: "Notifications",
    unseen: (count: string) => `Notifications, ${count} not seen`,
    empty: "Nothing was told you yet",
    emptyHint: "Conversations you are given, notes that name you, and what colleagues close appear here.",
    failed: "They could not be loaded. Try again",
    allSeen: "Mark all as seen",
    settings: "Choose what you are told of",
    isNew: "new",
    sentences: {
      assigned: (actor: string, customer: string) => `${actor} gave you the conversation with ${customer}`,
      mentioned: (actor: string, customer: string) => `${actor} named you in a note about ${customer}`,
      closed: (actor: string, customer: string) => `${actor} closed your conversation with ${customer}`,
      test: "A test: notifications in the desk work",
    },
    somebody: "Somebody",
  },
  {
    bell: "Benachrichtigungen",
    unseen: (count) => `Benachrichtigungen, ${count} nicht gesehen`,
    empty: "Noch keine Benachrichtigungen",
    emptyHint: "Hier erscheinen Unterhaltungen, die Sie bekommen, Notizen, die Sie nennen, und was andere schließen.",
    failed: "Sie konnten nicht geladen werden. Erneut versuchen",
    allSeen: "Alle als gesehen markieren",
    settings: "Wählen, worüber Sie benachrichtigt werden",
    isNew: "neu",
    sentences: {
      assigned: (actor, customer) => `${actor} hat Ihnen die Unterhaltung mit ${customer} gegeben`,
      mentioned: (actor, customer) => `${actor} hat Sie in einer Notiz zu ${customer} erwähnt`,
      closed: (actor, customer) => `${actor} hat Ihre Unterhaltung mit ${customer} geschlossen`,
      test: "Ein Test: Benachrichtigungen im Desk funktionieren",
    },
    somebody: "Jemand",
  },
);
