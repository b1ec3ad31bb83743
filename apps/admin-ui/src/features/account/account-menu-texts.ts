import { defineTexts } from "../../lib/language/texts.ts";

export const accountMenuTexts = defineTexts(
  {
    account: "Your account",
    status: "Your status",
    statuses: { online: "Online", away: "Away", busy: "Busy" },
    appearance: "Appearance",
    themes: { system: "As the system", light: "Light", dark: "Dark" },
    signOut: "Sign out",
  },
  {
    account: "Ihr Konto",
    status: "Ihr Status",
    statuses: { online: "Online", away: "Abwesend", busy: "Beschäftigt" },
    appearance: "Darstellung",
    themes: { system: "Wie das System", light: "Hell", dark: "Dunkel" },
    signOut: "Abmelden",
  },
);
