import { fieldProblem } from "../../lib/language/field-problem.ts";
import { textsNow } from "../../lib/language/texts.ts";
import { accountTexts } from "./account-texts.ts";

const MIN_CHARACTERS = 8;

export interface PasswordProblems {
  current?: string | undefined;
  password?: string | undefined;
}

/** What can be said before anything is sent. */
export function problemsBefore({ current, password }: { current: string; password: string }): PasswordProblems | null {
  const t = textsNow(accountTexts);
  if (password.length < MIN_CHARACTERS) return { password: t.tooShort };
  return password === current ? { password: t.samePassword } : null;
}

/** What the server says of a field; null when it says something else. */
export function problemsOf(error: Error): PasswordProblems | null {
  const t = textsNow(accountTexts);
  if (fieldProblem(error, "current")) return { current: t.wrongPassword };
  // Its length was looked at before.
  return fieldProblem(error, "password") ? { password: t.tooEasy } : null;
}
