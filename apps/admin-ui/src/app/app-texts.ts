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
    troubles: {
      everything: "Chorus is having problems. Your messages are kept and sent as soon as possible.",
      live: "New messages may appear late. Nothing is lost.",
      notifications: "Emails and other notifications are delayed. They go out as soon as the problem is fixed.",
      presence: "Who is online can't be shown right now.",
      summaries: "Summaries and search by meaning aren't available right now.",
    },
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
    places: { inbox: "Inbox", search: "Search", live: "Live", orders: "Orders", team: "Team", settings: "Settings" },
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
    troubles: {
      everything:
        "Chorus ist gerade gestört. Ihre Nachrichten bleiben erhalten und werden so bald wie möglich gesendet.",
      live: "Neue Nachrichten erscheinen gerade verspätet. Es geht nichts verloren.",
      notifications: "E-Mails und andere Benachrichtigungen verzögern sich. Sie werden nachgeholt.",
      presence: "Wer online ist, lässt sich gerade nicht anzeigen.",
      summaries: "Zusammenfassungen und die Suche nach Bedeutung sind gerade nicht verfügbar.",
    },
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
    places: {
      inbox: "Posteingang",
      search: "Suche",
      live: "Live",
      orders: "Bestellungen",
      team: "Team",
      settings: "Einstellungen",
    },
  },
);
