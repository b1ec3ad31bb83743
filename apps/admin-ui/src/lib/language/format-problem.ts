import { ChorusOffline, ChorusProblem } from "@chorus/client-sdk/problem";
import type { ErrorCode } from "@chorus/contracts/errors";
import { languageChoice } from "./language.ts";
import { problemTexts } from "./problem-texts.ts";
import { textsNow } from "./texts.ts";

/** One sentence for people about what went wrong. */
export function formatProblem(error: unknown): string {
  const t = textsNow(problemTexts);
  if (error instanceof ChorusProblem) {
    // Services explain themselves in English; in another language the kind of problem is said.
    if (languageChoice.getSnapshot() === "en") return error.detail;
    const byCode: Partial<Record<ErrorCode, string>> = t.codes;
    return byCode[error.code] ?? t.unexpected;
  }
  if (error instanceof ChorusOffline) return error.reason === "timeout" ? t.timeout : t.offline;
  return t.unexpected;
}
