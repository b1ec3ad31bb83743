import { setTimeout as delay } from "node:timers/promises";

export interface WaitOptions {
  timeoutMs: number;
  intervalMs?: number;
}

/** Polls `probe` until it returns something truthy; undefined after the timeout. Errors of `probe` are thrown. */
export async function waitFor<Result>(
  probe: () => Result | Promise<Result>,
  { timeoutMs, intervalMs = 50 }: WaitOptions,
): Promise<Exclude<Result, false | null | undefined> | undefined> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const result = await probe();
    if (result) return result as Exclude<Result, false | null | undefined>;
    if (performance.now() >= deadline) return undefined;
    await delay(intervalMs);
  }
}
