import { ChorusOffline, ChorusProblem } from "@chorus/client-sdk/problem";
import { dim, green, red } from "../terminal.ts";
import { messageOf } from "@chorus/servers/user-error";

/** An error with a message for people. */
export class CheckFailure extends Error {
  override readonly name = "CheckFailure";
}

export interface CheckList {
  readonly total: number;
  readonly failures: number;
  /** Runs a check and prints a tick with its time, or the error and `advice`. @returns undefined when it failed */
  check<Result>(title: string, advice: string, work: () => Promise<Result>): Promise<{ value: Result } | undefined>;
}

export function createCheckList(): CheckList {
  let total = 0;
  let failures = 0;
  return {
    get total() {
      return total;
    },
    get failures() {
      return failures;
    },
    async check(title, advice, work) {
      total += 1;
      const startedAt = performance.now();
      try {
        const value = await work();
        console.log(`  ${green("✓")} ${title} ${dim(`${Math.round(performance.now() - startedAt)} ms`)}`);
        return { value };
      } catch (error) {
        failures += 1;
        console.log(`  ${red("✗")} ${title}\n      ${sentenceOf(error)} ${advice}`);
        return undefined;
      }
    },
  };
}

function sentenceOf(error: unknown): string {
  if (error instanceof CheckFailure) return error.message;
  if (error instanceof ChorusProblem)
    return `The answer was "${error.detail}" (${error.code}, status ${error.status}).`;
  if (error instanceof ChorusOffline) return `${error.message}.`;
  return `${messageOf(error)}.`;
}
