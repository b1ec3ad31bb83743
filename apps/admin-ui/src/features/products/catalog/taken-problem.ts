import { ChorusProblem } from "@chorus/client-sdk/problem";
import { fieldProblem } from "../../../lib/language/field-problem.ts";

/** What is wrong with a field; of a name that somebody else has, in a sentence of the page's own. */
export function takenProblem(error: unknown, field: string, taken: string): string | undefined {
  const isTaken = error instanceof ChorusProblem && error.code === "already_exists";
  return fieldProblem(error, field) && (isTaken ? taken : fieldProblem(error, field));
}
