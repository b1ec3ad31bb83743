import { ChorusProblem } from "@chorus/client-sdk/problem";
import { expect, test } from "vitest";
import { fieldProblem, sayProblem } from "./field-problem.ts";
import { formatProblem } from "./format-problem.ts";

test("words of the schema library become words for people", () => {
  expect(sayProblem("must have at most 120 characters")).toBe("Use at most 120 characters");
  expect(sayProblem("must not be empty")).toBe("Please fill this in");
  expect(sayProblem("must be at most 10080")).toBe("Enter 10080 or less");
  expect(sayProblem("must have at most 50 entries")).toBe("At most 50 are possible");
  expect(sayProblem("must be an email address")).toBe("Enter an email address like name@company.com");
  expect(sayProblem("must be one of a, b")).toBe("Please check this entry");
});

test("a sentence of our own stays, as a sentence", () => {
  expect(sayProblem("is not your password")).toBe("Is not your password");
});

test("only the problem of the field that is asked for", () => {
  const errors = [{ path: "body.name", message: "must not be empty" }];
  const problem = new ChorusProblem({ code: "invalid", detail: "Some fields are not valid.", errors });
  expect(fieldProblem(problem, "name")).toBe("Please fill this in");
  expect(fieldProblem(problem, "email")).toBeUndefined();
});

test("no code and no status of a protocol is shown", () => {
  const problem = new ChorusProblem({
    code: "unavailable",
    detail: "The server answered with status 503.",
    status: 503,
  });
  expect(formatProblem(problem)).toBe("This is not available right now. Please try again.");
});
