import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { DARK, LIGHT } from "./look.ts";

const tokens = readFileSync(new URL("../../../../shared/design/tokens.css", import.meta.url), "utf8");

test.each([
  ["light", ":root", LIGHT],
  ["dark", '[data-theme="dark"]', DARK],
])("%s: mails have the values of shared/design", (_, selector, values) => {
  const block = tokens.slice(tokens.indexOf(`${selector} {`));
  const found = Object.keys(values).map((name) => [name, new RegExp(`--${name}: (#\\w+);`).exec(block)?.[1]]);
  expect(values).toEqual(Object.fromEntries(found));
});
