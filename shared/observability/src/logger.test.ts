import { expect, test } from "vitest";
import { createLogger } from "./logger.ts";

/** As the driver throws it: the row that was refused is in its detail. */
class DatabaseError extends Error {
  readonly severity = "ERROR";
  readonly code = "23514";
  readonly detail = "Failing row contains (cara@home.test, Main Street 1).";
}

function logged(error: Error): string {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  createLogger({ service: "test", level: "info", pretty: false, destination }).error({ err: error }, "refused");
  return lines.join("");
}

test("a refused row is not logged, what it was refused for is", () => {
  const line = logged(new DatabaseError("violates a check"));
  expect(line).toContain("violates a check");
  expect(line).toContain("23514");
  expect(line).not.toMatch(/cara|Main Street/);
});

test("other errors keep what they tell", () => {
  expect(logged(Object.assign(new Error("away"), { detail: "come again" }))).toContain("come again");
});
