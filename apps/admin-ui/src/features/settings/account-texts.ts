import { defineTexts } from "../../lib/texts.ts";

export const accountTexts = defineTexts(
  {
    description: (name: string, email: string) => `${name}, ${email}`,
    language: "Language",
    appearance: "Appearance",
    themes: { system: "As the system", light: "Light", dark: "Dark" },
    sessions: "Where you are signed in",
  },
  {
    description: (name, email) => `${name}, ${email}`,
    language: "Sprache",
    appearance: "Darstellung",
    themes: { system: "Wie das System", light: "Hell", dark: "Dunkel" },
    sessions: "Wo Sie angemeldet sind",
  },
);
