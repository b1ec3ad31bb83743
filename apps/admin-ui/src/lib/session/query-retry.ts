import { ChorusProblem } from "@chorus/client-sdk/problem";

/** A permanent refusal is shown at once; other errors are retried twice first. */
export function retryQuery(failures: number, error: Error): boolean {
  if (error instanceof ChorusProblem && !error.retryable) return false;
  return failures < 2;
}
