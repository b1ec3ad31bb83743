import { expect, test } from "vitest";
import { changesOf, draftOf, withField, withTexts, wrongFields } from "./widget-draft.ts";

const draft = draftOf({ name: "Acme", widget: { accentColour: "#112233" } });

test("what nobody has set is at its default, and only what was changed is sent", () => {
  expect(draft).toMatchObject({ teamName: "Acme", accentColour: "#112233", position: "right", prechat: [] });
  expect(draft).toMatchObject({ theme: "automatic", texts: { en: { greeting: "" } } });
  expect(changesOf(draft, draft)).toEqual({});
  const edited = { ...draft, position: "left" as const, ...withTexts(draft, "de", { greeting: " Moin! " }) };
  expect(changesOf(edited, draft)).toEqual({ position: "left", texts: { de: { greeting: "Moin!" } } });
});

test("the words of the default language also stand where readers of one language look", () => {
  const edited = { ...draft, privacy: { text: "", url: "" } };
  const said = {
    ...edited,
    ...withTexts(edited, "en", { greeting: "Ahoy", privacy: "We keep it.", starters: ["", "Where?", ""] }),
  };
  expect(changesOf(said, draft)).toEqual({
    greeting: "Ahoy",
    privacy: { text: "We keep it.", url: "" },
    texts: { en: { greeting: "Ahoy", privacy: "We keep it.", starters: ["Where?"] } },
  });
});

test("words from before there were several languages are those of the default one", () => {
  const widget = { language: "de" as const, greeting: "Moin", privacy: { text: "Wir bewahren es auf.", url: "" } };
  const before = draftOf({ name: "Acme", widget: { ...widget, texts: { es: { greeting: "Hola" } } } });
  expect(before.texts).toMatchObject({
    de: { greeting: "Moin", privacy: "Wir bewahren es auf." },
    en: { greeting: "", privacy: "" },
    es: { greeting: "Hola" },
  });
  expect(changesOf(before, before)).toEqual({});
});

test("fields that cannot be saved are named", () => {
  expect(wrongFields(draft)).toEqual([]);
  const bad = { ...draft, teamName: " ", accentColour: "red", privacy: { text: "", url: "shop" } };
  expect(wrongFields(bad)).toEqual(["teamName", "accentColour", "privacyText", "privacyUrl"]);
});

test("questions keep their order", () => {
  const email = { kind: "email", label: "", required: true } as const;
  const name = { kind: "name", label: "", required: false } as const;
  const both = withField(withField([], "email", email), "name", name);
  expect(both).toEqual([name, email]);
  expect(withField(both, "email", null)).toEqual([name]);
});
