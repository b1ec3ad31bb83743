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
    offline: "You're offline. Messages will be sent when you're back.",
    tryNow: "Try now",
    conversations: "Conversations",
    teams: "Teams",
    tools: "Tools",
    skip: "Skip to content",
    hideWords: "Collapse sidebar",
    showWords: "Expand sidebar",
    conversation: "Conversation",
    noneSelected: {
      title: "No conversation selected",
      text: "Pick one from the list.",
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
    offline: "Sie sind offline. Nachrichten werden gesendet, sobald die Verbindung steht.",
    tryNow: "Jetzt versuchen",
    conversations: "Unterhaltungen",
    teams: "Teams",
    tools: "Werkzeuge",
    skip: "Zum Inhalt springen",
    hideWords: "Seitenleiste einklappen",
    showWords: "Seitenleiste ausklappen",
    conversation: "Unterhaltung",
    noneSelected: {
      title: "Keine Unterhaltung ausgewählt",
      text: "Wählen Sie eine aus der Liste.",
    },
    notFound: {
      title: "Hier ist nichts",
      text: "Die Adresse ist vielleicht vertippt oder veraltet.",
      toInbox: "Zum Posteingang",
    },
    places: { inbox: "Posteingang", search: "Suche", live: "Live", team: "Team", settings: "Einstellungen" },
  },
);
