import { defineTexts } from "../lib/texts.ts";

export const appTexts = defineTexts(
  {
    unreachable: {
      title: "Chorus cannot be reached",
      text: "Check your connection. Nothing you have written is lost.",
    },
    places: { inbox: "Inbox", live: "Live", team: "Team", settings: "Settings" },
  },
  {
    unreachable: {
      title: "Chorus ist nicht erreichbar",
      text: "Bitte prüfen Sie Ihre Verbindung. Nichts, was Sie geschrieben haben, ist verloren.",
    },
    places: { inbox: "Posteingang", live: "Live", team: "Team", settings: "Einstellungen" },
  },
);
