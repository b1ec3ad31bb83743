import { ChorusProblem } from "@chorus/client-sdk/problem";

/** The server's message about one field of a form, if any. */
export function fieldProblem(error: unknown, field: string): string | undefined {
  if (!(error instanceof ChorusProblem)) return undefined;
  return error.errors.find(({ path }) => path.split(/[./]/).includes(field))?.message;
}
