import { expect, test } from "vitest";
import { pickMailLanguage, takeSignUpLink } from "./sign-up-address.ts";

function take(address: string) {
  const { pathname, hash } = new URL(address, "https://desk.test");
  const replaced: unknown[] = [];
  const history = { replaceState: (...change: unknown[]) => void replaced.push(change[2]) } as unknown as History;
  return { token: takeSignUpLink({ pathname, hash }, history), replaced };
}

test("the token leaves the address at once; the form's page has none", () => {
  expect(take("/sign-up/confirm#abc.def")).toEqual({ token: "abc.def", replaced: ["/sign-up/confirm"] });
  expect(take("/sign-up/confirm/#abc")).toEqual({ token: "abc", replaced: ["/sign-up/confirm"] });
  expect(take("/sign-up/confirm")).toEqual({ token: "", replaced: ["/sign-up/confirm"] });
  expect(take("/sign-up#abc")).toEqual({ token: null, replaced: [] });
});

test.each([
  ["de", ["es"], "de"],
  ["en", ["en-GB", "es"], "en"],
  ["en", ["es-MX", "en"], "es"],
  ["en", ["fr", "es"], "es"],
  ["en", ["fr"], "en"],
] as const)("a page in %s for a reader of %j is mailed in %s", (page, preferred, language) => {
  expect(pickMailLanguage(page, preferred)).toBe(language);
});
