import { defineTexts } from "../../lib/texts.ts";

export const searchTexts = defineTexts(
  {
    title: "Search",
    text: "Finds conversations by their words and by what they mean.",
    label: "Search all conversations",
    placeholder: "A word, a number, or what it was about",
    search: "Search",
    nothing: "Nothing was found",
    nothingText: "Try other words, or describe what it was about in a sentence.",
    results: (count: number) => (count === 1 ? "1 conversation" : `${count} conversations`),
    matched: { text: "Words", meaning: "Meaning", both: "Words and meaning" },
    similar: "Similar conversations",
    noneSimilar: "No other conversation is about this.",
    ended: "Ended with",
  },
  {
    title: "Suche",
    text: "Findet Unterhaltungen nach ihren Wörtern und nach dem, was sie bedeuten.",
    label: "Alle Unterhaltungen durchsuchen",
    placeholder: "Ein Wort, eine Nummer, oder worum es ging",
    search: "Suchen",
    nothing: "Nichts gefunden",
    nothingText: "Versuchen Sie andere Wörter, oder beschreiben Sie in einem Satz, worum es ging.",
    results: (count: number) => (count === 1 ? "1 Unterhaltung" : `${count} Unterhaltungen`),
    matched: { text: "Wörter", meaning: "Bedeutung", both: "Wörter und Bedeutung" },
    similar: "Ähnliche Unterhaltungen",
    noneSimilar: "Keine andere Unterhaltung handelt davon.",
    ended: "Endete mit",
  },
);
