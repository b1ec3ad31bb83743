import { expect, test } from "vitest";
import { sectionsFor } from "./sections.ts";

test("roles see only the settings they may use", () => {
  const names = (role: Parameters<typeof sectionsFor>[0]) => sectionsFor(role).map((section) => section.name);
  expect(names("owner")).toEqual(["account", "general", "widget", "origins", "identity", "apiKeys", "audit"]);
  expect(names("admin")).toEqual(["account", "general", "widget", "origins", "apiKeys", "audit"]);
  expect(names("supervisor")).toEqual(["account"]);
  expect(names("agent")).toEqual(["account"]);
  expect(names("viewer")).toEqual(["account"]);
});
