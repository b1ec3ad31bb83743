import { expect, test } from "vitest";
import { z } from "zod";
import { parseOrThrow } from "./validation.ts";

const body = z.strictObject({
  name: z.string().min(1).max(3),
  email: z.email(),
  age: z.int().min(0).max(9),
  share: z.number().positive().optional(),
  tags: z.array(z.string()).max(1),
  role: z.enum(["owner", "agent"]),
  at: z.iso.datetime(),
  code: z.string().regex(/^x/),
  own: z.string().refine(() => false, "is said in its own words"),
});
const right = {
  ...{
    name: "abc",
    email: "a@b.test",
    age: 1,
    tags: [],
    role: "agent",
    at: "2026-12-01T09:00:00.000Z",
    code: "x",
    own: "",
  },
};

test.each<[object, string, string]>([
  [{ name: "" }, "name", "must not be empty"],
  [{ name: "abcd" }, "name", "must have at most 3 characters"],
  [{ name: 4 }, "name", "must be a text"],
  [{ name: undefined }, "name", "is missing"],
  [{ email: "a" }, "email", "must be an email address"],
  [{ age: -1 }, "age", "must be at least 0"],
  [{ age: 10 }, "age", "must be at most 9"],
  [{ age: 1.5 }, "age", "must be a whole number"],
  [{ share: 0 }, "share", "must be more than 0"],
  [{ tags: ["a", "b"] }, "tags", "must have at most 1 entries"],
  [{ role: "king" }, "role", "must be one of owner, agent"],
  [{ at: "now" }, "at", "must be a time such as 2026-12-01T09:00:00.000Z"],
  [{ code: "y" }, "code", "does not have the expected form"],
  [{ colour: "red" }, "", "has unknown fields: colour"],
  [{}, "own", "is said in its own words"],
])("%j: %s %s", (changed, path, message) => {
  const problem = (() => {
    try {
      return parseOrThrow(body, { ...right, ...changed });
    } catch (error) {
      return error;
    }
  })();
  expect(problem).toMatchObject({ code: "invalid", errors: expect.arrayContaining([{ path, message }]) });
});
