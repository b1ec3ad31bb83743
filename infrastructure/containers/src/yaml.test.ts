import { expect, test } from "vitest";
import { toYaml } from "./yaml.ts";

test("what could be read as something else is quoted", () => {
  expect(toYaml({ secret: "123456", flag: "true", word: "production", port: 80, passedOn: null })).toBe(
    'secret: "123456"\nflag: "true"\nword: production\nport: 80\npassedOn:\n',
  );
});

test("lists of words stay on a line, lists of mappings do not; what is undefined is left out", () => {
  const value = {
    command: ["node", "dist/main.mjs"],
    none: undefined,
    empty: {},
    rules: [{ path: "/ws", to: ["a"] }, { path: "/" }],
  };
  expect(toYaml(value)).toBe(
    'command: [node, dist/main.mjs]\nempty: {}\nrules:\n  - path: "/ws"\n    to: [a]\n  - path: "/"\n',
  );
});
