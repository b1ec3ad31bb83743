import { expect, test } from "vitest";
import { snippetOf } from "./search-conversations.ts";

test("a snippet has the words without the marks of Markdown, around the one that was looked for", () => {
  expect(snippetOf("I have refunded the **kettle**.", "kettle")).toBe("I have refunded the kettle.");
  const long = `${"word ".repeat(80)}**kettle** ${"more ".repeat(80)}`;
  expect(snippetOf(long, "kettle")).toMatch(/^…(?:word )+kettle (?:more )+mor?e?…$/);
});

test("letters whose small form is longer do not move a snippet away from its word", () => {
  expect(snippetOf(`${"İ".repeat(300)} kettle ${"more ".repeat(80)}`, "kettle")).toContain("kettle");
});
