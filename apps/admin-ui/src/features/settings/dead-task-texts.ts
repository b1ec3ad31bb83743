import type { TaskName } from "@chorus/contracts/tasks";
import { defineTexts } from "../../lib/language/texts.ts";

export const deadTaskTexts = defineTexts(
  {
    description: "Background jobs that failed on every attempt. Retry them once the cause is fixed.",
    empty: "No failed jobs",
    emptyHint: "Jobs are retried automatically. Only those that never succeed appear here.",
    columns: { job: "Job", error: "Error", attempts: "Attempts", at: "Failed", conversation: "Conversation" },
    openConversation: "Open conversation",
    retry: "Retry",
    retryOf: (name: string) => `Retry: ${name}`,
    retried: "Retrying…",
    unknownError: "Unknown error",
    names: {
      "notification.decide": "Choose who is notified",
      "notification.deliver": "Send a notification",
      "summary.make": "Summarize a conversation",
      "search.index": "Index a conversation for search",
    } satisfies Partial<Record<TaskName, string>>,
  },
  {
    description:
      "Hintergrundjobs, die bei jedem Versuch gescheitert sind. Wiederholen Sie sie, sobald die Ursache behoben ist.",
    empty: "Keine fehlgeschlagenen Jobs",
    emptyHint: "Jobs werden automatisch wiederholt. Hier erscheint nur, was nie gelingt.",
    columns: {
      job: "Job",
      error: "Fehler",
      attempts: "Versuche",
      at: "Gescheitert",
      conversation: "Unterhaltung",
    },
    openConversation: "Unterhaltung öffnen",
    retry: "Wiederholen",
    retryOf: (name) => `Wiederholen: ${name}`,
    retried: "Wird wiederholt …",
    unknownError: "Unbekannter Fehler",
    names: {
      "notification.decide": "Empfänger einer Benachrichtigung bestimmen",
      "notification.deliver": "Benachrichtigung senden",
      "summary.make": "Unterhaltung zusammenfassen",
      "search.index": "Unterhaltung für die Suche indexieren",
    },
  },
);
