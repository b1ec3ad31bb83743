import type { TaskName } from "@chorus/contracts/tasks";
import { defineTexts } from "../../lib/language/texts.ts";

export const deadTaskTexts = defineTexts(
  {
    description: "Background work that failed at every attempt. Once the cause is gone, try it again.",
    empty: "Nothing has failed",
    emptyHint: "Work that fails is tried again by itself. Only what never succeeds appears here.",
    attempts: (count: number) => (count === 1 ? "1 attempt" : `${count} attempts`),
    openConversation: "Open conversation",
    retry: "Try again",
    retried: "It is being tried again.",
    unknownError: "Unknown error",
    names: {
      "notification.decide": "Deciding whom to notify",
      "notification.deliver": "Delivering a notification",
      "summary.make": "Summarizing a conversation",
      "search.index": "Making a conversation searchable",
    } satisfies Partial<Record<TaskName, string>>,
  },
  {
    description:
      "Hintergrundarbeit, die bei jedem Versuch fehlgeschlagen ist. Ist die Ursache behoben, versuchen Sie es erneut.",
    empty: "Nichts ist fehlgeschlagen",
    emptyHint: "Was fehlschlägt, wird von selbst erneut versucht. Nur was nie gelingt, erscheint hier.",
    attempts: (count) => (count === 1 ? "1 Versuch" : `${count} Versuche`),
    openConversation: "Unterhaltung öffnen",
    retry: "Erneut versuchen",
    retried: "Es wird erneut versucht.",
    unknownError: "Unbekannter Fehler",
    names: {
      "notification.decide": "Entscheiden, wer benachrichtigt wird",
      "notification.deliver": "Eine Benachrichtigung zustellen",
      "summary.make": "Eine Unterhaltung zusammenfassen",
      "search.index": "Eine Unterhaltung durchsuchbar machen",
    },
  },
);
