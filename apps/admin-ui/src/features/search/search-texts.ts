import { defineTexts } from "../../lib/language/texts.ts";

export const searchTexts = defineTexts(
  {
    title: "Search",
    text: "Finds conversations by their words and by what they mean.",
    label: "Search all conversations",
    placeholder: "A word, a number, or what it was about",
    search: "Search",
    begin: "Search every conversation",
    beginText: "Words are found as they were written. A sentence also finds what was said in other words. Try one:",
    examples: { parcel: "the parcel has not arrived", money: "charged twice", account: "cannot sign in any more" },
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
    begin: "Alle Unterhaltungen durchsuchen",
    beginText:
      "Wörter werden so gefunden, wie sie geschrieben wurden. Ein Satz findet auch, was anders gesagt wurde. Zum Beispiel:",
    examples: {
      parcel: "das Paket ist nicht angekommen",
      money: "zweimal abgebucht",
      account: "kann mich nicht mehr anmelden",
    },
    nothing: "Nichts gefunden",
    nothingText: "Versuchen Sie andere Wörter, oder beschreiben Sie in einem Satz, worum es ging.",
    results: (count: number) => (count === 1 ? "1 Unterhaltung" : `${count} Unterhaltungen`),
    matched: { text: "Wörter", meaning: "Bedeutung", both: "Wörter und Bedeutung" },
    similar: "Ähnliche Unterhaltungen",
    noneSimilar: "Keine andere Unterhaltung handelt davon.",
    ended: "Endete mit",
  },
);
