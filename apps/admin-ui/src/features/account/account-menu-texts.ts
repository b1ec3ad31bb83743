import { defineTexts } from "../../lib/language/texts.ts";

export const accountMenuTexts = defineTexts(
  {
    account: "Your account",
    status: "Your status",
    offline: "Offline",
    statuses: { online: "Online", away: "Away", busy: "Busy" },
    appearance: "Appearance",
    themes: { system: "System", light: "Light", dark: "Dark" },
    signOut: "Sign out",
  },
  {
    account: "Ihr Konto",
    status: "Ihr Status",
    offline: "Offline",
    statuses: { online: "Online", away: "Abwesend", busy: "Beschäftigt" },
    appearance: "Darstellung",
    themes: { system: "System", light: "Hell", dark: "Dunkel" },
    signOut: "Abmelden",
  },
);
