import { ChorusProblem } from "@chorus/client-sdk/problem";

/** A refusal that will not change is shown at once; everything else is tried twice more before it is shown. */
export function retryQuery(failures: number, error: Error): boolean {
  if (error instanceof ChorusProblem && !error.retryable) return false;
  return failures < 2;
}
