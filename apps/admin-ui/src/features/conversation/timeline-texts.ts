import { defineTexts } from "../../lib/language/texts.ts";

/** Of the log of a conversation and what floats over it. */
export const timelineTexts = defineTexts(
  {
    conversation: "Conversation",
    notShown: "This conversation cannot be shown",
    messages: "Messages",
    loading: "Loading messages",
    newLine: "New",
    earlier: "Earlier messages",
    loadingEarlier: "Loading earlier messages",
    goToNewest: "Go to the newest",
    newOnes: (count: number) => `${count} new`,
    newOnesGo: (count: number) => `${count} new, go to the newest`,
  },
  {
    conversation: "Unterhaltung",
    notShown: "Diese Unterhaltung kann nicht gezeigt werden",
    messages: "Nachrichten",
    loading: "Nachrichten werden geladen",
    newLine: "Neu",
    earlier: "Frühere Nachrichten",
    loadingEarlier: "Frühere Nachrichten werden geladen",
    goToNewest: "Zur neuesten",
    newOnes: (count) => `${count} neu`,
    newOnesGo: (count) => `${count} neu, zur neuesten`,
  },
);
