import { expect, test } from "vitest";
import { changesOf, draftOf, withField, wrongFields } from "./widget-draft.ts";

const draft = draftOf({ name: "Acme", widget: { accentColour: "#112233" } });

test("what nobody has set is at its default, and only what was changed is sent", () => {
  expect(draft).toMatchObject({ teamName: "Acme", accentColour: "#112233", position: "right", prechat: [] });
  expect(changesOf(draft, draft)).toEqual({});
  expect(changesOf({ ...draft, position: "left", privacy: { text: "We keep it.", url: "" } }, draft)).toEqual({
    position: "left",
    privacy: { text: "We keep it.", url: "" },
  });
});

test("fields that cannot be saved are named", () => {
  expect(wrongFields(draft)).toEqual([]);
  const bad = { ...draft, teamName: " ", accentColour: "red", greeting: "", privacy: { text: "", url: "shop" } };
  expect(wrongFields(bad)).toEqual(["teamName", "accentColour", "greeting", "privacyText", "privacyUrl"]);
});

test("questions keep their order", () => {
  const email = { kind: "email", label: "", required: true } as const;
  const name = { kind: "name", label: "", required: false } as const;
  const both = withField(withField([], "email", email), "name", name);
  expect(both).toEqual([name, email]);
  expect(withField(both, "email", null)).toEqual([name]);
});
