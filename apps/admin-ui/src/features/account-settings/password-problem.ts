import { fieldProblem } from "../../lib/language/field-problem.ts";
import { textsNow } from "../../lib/language/texts.ts";
import { MIN_PASSWORD_CHARACTERS } from "../auth/min-password-characters.ts";
import { accountTexts } from "./account-texts.ts";

export interface PasswordProblems {
  current?: string | undefined;
  password?: string | undefined;
}

/** What can be said before anything is sent. */
export function problemsBefore({ current, password }: { current: string; password: string }): PasswordProblems | null {
  const t = textsNow(accountTexts);
  if (password.length < MIN_PASSWORD_CHARACTERS) return { password: t.tooShort };
  return password === current ? { password: t.samePassword } : null;
}

/** What the server says of a field; null when it says something else. */
export function problemsOf(error: Error): PasswordProblems | null {
  const t = textsNow(accountTexts);
  if (fieldProblem(error, "current")) return { current: t.wrongPassword };
  // Its length was looked at before.
  return fieldProblem(error, "password") ? { password: t.tooEasy } : null;
}
