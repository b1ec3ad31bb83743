import { expect, test } from "vitest";
import { ownWords } from "./own-words.ts";

const settings = {
  language: "de" as const,
  greeting: "Guten Tag",
  privacy: { text: "Wir bewahren es auf.", url: "https://shop.test/privacy" },
  offlineMessage: "",
  texts: {
    de: { offlineMessage: "Ab neun wieder da.", starters: ["Wo ist mein Paket?"] },
    es: { greeting: "Hola", privacy: "Lo guardamos.", starters: [] },
  },
};

test("the visitor's language first, then the tenant's, then what was set for all", () => {
  expect(ownWords(settings, "es")).toEqual({
    greeting: "Hola",
    privacy: { text: "Lo guardamos.", url: "https://shop.test/privacy" },
    offlineMessage: "Ab neun wieder da.",
    starters: ["Wo ist mein Paket?"],
  });
  expect(ownWords(settings, "ar")).toMatchObject({ greeting: "Guten Tag", privacy: { text: "Wir bewahren es auf." } });
});

test("a tenant that has said nothing lets the widget speak, and shows no notice", () => {
  const words = ownWords({ language: "en", greeting: "", privacy: null, offlineMessage: "" }, "en");
  expect(words).toEqual({
    greeting: "Hi! How can we help?",
    privacy: null,
    offlineMessage: "Leave us a message and we'll reply as soon as we're back.",
    starters: [],
  });
});
