import { expect, test } from "vitest";
import { DEFAULT_ROUTING, requireRoutingUnchanged } from "./routing-fields.ts";

test("what everybody has, or nothing, may be sent", () => {
  expect(() => requireRoutingUnchanged({}, DEFAULT_ROUTING)).not.toThrow();
  expect(() => requireRoutingUnchanged({ skills: [], capacity: 5 }, DEFAULT_ROUTING)).not.toThrow();
});

test.each([
  [{ skills: ["german"] }, ["skills"]],
  [{ capacity: 6 }, ["capacity"]],
  [{ skills: ["german"], capacity: 6 }, ["skills", "capacity"]],
])("%j would promise what nothing keeps, and is refused with its fields", (given, paths) => {
  expect(() => requireRoutingUnchanged(given, DEFAULT_ROUTING)).toThrow(
    expect.objectContaining({
      code: "not_available",
      errors: paths.map((path) => ({ path, message: "is not available yet: nothing routes by it" })),
    }),
  );
});
