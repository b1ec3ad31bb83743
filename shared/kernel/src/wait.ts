import { setTimeout as delay } from "node:timers/promises";

export interface WaitOptions {
  timeoutMs: number;
  intervalMs?: number;
}

/** Asks again and again until `probe` gives something truthy; undefined when time is up. What `probe` throws goes through. */
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
