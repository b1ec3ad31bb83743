import { defineTexts } from "../lib/language/texts.ts";

export const appTexts = defineTexts(
  {
    unreachable: {
      title: "Chorus cannot be reached",
      text: "Check your connection. Nothing you have written is lost.",
    },
    connection: "Connection",
    cannotConnect: "This page can no longer connect.",
    reload: "Reload",
    offline: "You are offline. What you send will go out when the connection is back.",
    tryNow: "Try now",
    conversations: "Conversations with customers",
    conversation: "Conversation",
    noneSelected: {
      title: "No conversation selected",
      text: "Choose one from the list, or accept the next one from the queue.",
    },
    notFound: {
      title: "There is nothing here",
      text: "The address may be mistyped or out of date.",
      toInbox: "Go to the inbox",
    },
    places: { inbox: "Inbox", search: "Search", live: "Live", team: "Team", settings: "Settings" },
  },
  {
    unreachable: {
      title: "Chorus ist nicht erreichbar",
      text: "Bitte prüfen Sie Ihre Verbindung. Nichts, was Sie geschrieben haben, ist verloren.",
    },
    connection: "Verbindung",
    cannotConnect: "Diese Seite kann sich nicht mehr verbinden.",
    reload: "Neu laden",
    offline: "Sie sind offline. Was Sie senden, geht hinaus, sobald die Verbindung wieder da ist.",
    tryNow: "Jetzt versuchen",
    conversations: "Unterhaltungen mit Kunden",
    conversation: "Unterhaltung",
    noneSelected: {
      title: "Keine Unterhaltung ausgewählt",
      text: "Wählen Sie eine aus der Liste, oder nehmen Sie die nächste aus der Warteschlange an.",
    },
    notFound: {
      title: "Hier ist nichts",
      text: "Die Adresse ist vielleicht vertippt oder veraltet.",
      toInbox: "Zum Posteingang",
    },
    places: { inbox: "Posteingang", search: "Suche", live: "Live", team: "Team", settings: "Einstellungen" },
  },
);
