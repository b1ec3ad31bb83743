import { defineTexts } from "../language/texts.ts";

/** What can be switched, for the operator and for a company's people. */
export const flagNames = defineTexts(
  {
    summaries: "Summaries",
    meaning: "Search by meaning",
    push: "Push messages",
    sms: "Text messages",
    sign_up: "Sign-up",
  },
  {
    summaries: "Zusammenfassungen",
    meaning: "Suche nach Bedeutung",
    push: "Push-Nachrichten",
    sms: "SMS",
    sign_up: "Registrierung",
  },
);
