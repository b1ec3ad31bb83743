import { defineTexts } from "../lib/texts.ts";

export const appTexts = defineTexts(
  {
    places: { inbox: "Inbox", live: "Live", team: "Team", settings: "Settings" },
  },
  {
    places: { inbox: "Posteingang", live: "Live", team: "Team", settings: "Einstellungen" },
  },
);
