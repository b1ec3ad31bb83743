import { defineTexts } from "../../lib/language/texts.ts";

export const latencyTexts = defineTexts(
  {
    hint: (promised: string) =>
      `From receiving a message to confirming that it is stored, by company. Promised: 99 of 100 within ${promised}.`,
    window: "Time",
    windows: { hour: "Last hour", day: "24 hours", month: "30 days" },
    sort: "Sort by",
    sorts: {
      p99: "99 of 100 within",
      p95: "95 of 100 within",
      p50: "Half within",
      slow: "Too slow",
      failed: "Failed",
      messages: "Messages",
    },
    spread: "Spread",
    spreadOf: (name: string) => `How long messages of ${name} took`,
    slow: (promised: string) => `Over ${promised}`,
    empty: "No messages in this time",
    emptyHint: "A minute of messages appears here shortly after it is over.",
  },
  {
    hint: (promised) =>
      `Vom Empfang einer Nachricht bis zur Bestätigung, dass sie gespeichert ist, nach Unternehmen. Zugesagt: 99 von 100 in höchstens ${promised}.`,
    window: "Zeitraum",
    windows: { hour: "Letzte Stunde", day: "24 Stunden", month: "30 Tage" },
    sort: "Sortieren nach",
    sorts: {
      p99: "99 von 100 in",
      p95: "95 von 100 in",
      p50: "Hälfte in",
      slow: "Zu langsam",
      failed: "Fehlgeschlagen",
      messages: "Nachrichten",
    },
    spread: "Verteilung",
    spreadOf: (name) => `Wie lange Nachrichten von ${name} brauchten`,
    slow: (promised) => `Über ${promised}`,
    empty: "In dieser Zeit keine Nachrichten",
    emptyHint: "Eine Minute mit Nachrichten erscheint hier, kurz nachdem sie vorbei ist.",
  },
);
