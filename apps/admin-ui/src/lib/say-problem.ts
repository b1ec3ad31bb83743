import { ChorusOffline, ChorusProblem } from "@chorus/client-sdk/problem";

/** One sentence for people about what went wrong. */
export function sayProblem(error: unknown): string {
  if (error instanceof ChorusProblem) return error.detail;
  if (error instanceof ChorusOffline) {
    return error.reason === "timeout"
      ? "Chorus is taking too long to answer. Please try again."
      : "Chorus cannot be reached. Check your connection and try again.";
  }
  return "Something unexpected went wrong. Please try again.";
}
