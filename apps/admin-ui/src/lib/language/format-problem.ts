import { ChorusOffline, ChorusProblem } from "@chorus/client-sdk/problem";
import type { ErrorCode } from "@chorus/contracts/errors";
import { languageChoice } from "./language.ts";
import { problemTexts } from "./problem-texts.ts";
import { textsNow } from "./texts.ts";

const A_STATUS = /\bstatus \d{3}\b/;

/** An error as one sentence for people. */
export function formatProblem(error: unknown): string {
  const t = textsNow(problemTexts);
  if (error instanceof ChorusProblem) {
    // Details of services are in English; in other languages the kind of error is shown, as for what names a status.
    if (languageChoice.getSnapshot() === "en" && !A_STATUS.test(error.detail)) return error.detail;
    const byCode: Partial<Record<ErrorCode, string>> = t.codes;
    return byCode[error.code] ?? t.unexpected;
  }
  if (error instanceof ChorusOffline) return error.reason === "timeout" ? t.timeout : t.offline;
  return t.unexpected;
}
