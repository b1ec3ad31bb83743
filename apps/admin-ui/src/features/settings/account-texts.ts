import { defineTexts } from "../../lib/language/texts.ts";

export const accountTexts = defineTexts(
  {
    description: (name: string, email: string) => `${name}, ${email}`,
    language: "Language",
    appearance: "Appearance",
    themes: { system: "As the system", light: "Light", dark: "Dark" },
    alerts: "When a customer writes",
    sound: "Play a sound",
    desktop: "Show a desktop notification while you look elsewhere",
    refused: "Your browser does not allow notifications from this page: allow them in its settings first.",
    sessions: "Where you are signed in",
  },
  {
    description: (name, email) => `${name}, ${email}`,
    language: "Sprache",
    appearance: "Darstellung",
    themes: { system: "Wie das System", light: "Hell", dark: "Dunkel" },
    alerts: "Wenn ein Kunde schreibt",
    sound: "Einen Ton abspielen",
    desktop: "Eine Meldung zeigen, während Sie woanders sind",
    refused: "Ihr Browser erlaubt dieser Seite keine Meldungen: bitte erlauben Sie sie zuerst in seinen Einstellungen.",
    sessions: "Wo Sie angemeldet sind",
  },
);
