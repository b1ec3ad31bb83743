import { defineTexts } from "../../../lib/language/texts.ts";

export const featureTexts = defineTexts(
  {
    features: "Features",
    featuresHint: "Only owners switch them.",
    names: {
      summaries: "Summaries",
      meaning: "Search by meaning",
      push: "Push messages",
      sms: "Text messages",
    },
    whenOff: {
      summaries: "Off: no new summaries are written. Those that exist stay.",
      meaning: "Off: search finds words only.",
      push: "Off: people are notified by email instead.",
      sms: "Off: customers are notified by email instead.",
    },
    byOperator: "Switched off by whoever runs this Chorus.",
    usage: "Usage",
    usageHint: "Whoever runs this Chorus can raise a limit.",
    quotas: {
      sends_per_minute: "Messages a minute",
      sockets: "Open connections",
      stored_bytes: "Storage",
      model_tokens_per_month: "Model tokens this month",
      mails_per_day: "Emails today",
    },
    used: (used: string, amount: string) => `${used} of ${amount}`,
    unknown: "not known right now",
    nearly: (quota: string, share: string) => `${share} used: ${quota}.`,
    details: "Details",
  },
  {
    features: "Funktionen",
    featuresHint: "Nur Inhaber schalten sie.",
    names: {
      summaries: "Zusammenfassungen",
      meaning: "Suche nach Bedeutung",
      push: "Push-Nachrichten",
      sms: "SMS",
    },
    whenOff: {
      summaries: "Aus: es werden keine neuen Zusammenfassungen geschrieben. Vorhandene bleiben.",
      meaning: "Aus: die Suche findet nur Wörter.",
      push: "Aus: stattdessen wird per E-Mail benachrichtigt.",
      sms: "Aus: Kunden werden stattdessen per E-Mail benachrichtigt.",
    },
    byOperator: "Vom Betreiber dieser Installation ausgeschaltet.",
    usage: "Nutzung",
    usageHint: "Der Betreiber dieser Installation kann eine Grenze erhöhen.",
    quotas: {
      sends_per_minute: "Nachrichten pro Minute",
      sockets: "Offene Verbindungen",
      stored_bytes: "Speicher",
      model_tokens_per_month: "Modell-Tokens in diesem Monat",
      mails_per_day: "E-Mails heute",
    },
    used: (used, amount) => `${used} von ${amount}`,
    unknown: "gerade nicht bekannt",
    nearly: (quota, share) => `${share} verbraucht: ${quota}.`,
    details: "Details",
  },
);
