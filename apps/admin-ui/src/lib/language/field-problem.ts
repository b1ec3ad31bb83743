import { ChorusProblem } from "@chorus/client-sdk/problem";

/** What the server says about one field of a form, if it does. */
export function fieldProblem(error: unknown, field: string): string | undefined {
  if (!(error instanceof ChorusProblem)) return undefined;
  return error.errors.find(({ path }) => path.split(/[./]/).includes(field))?.message;
}
