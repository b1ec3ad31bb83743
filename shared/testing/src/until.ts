import { setTimeout as delay } from "node:timers/promises";

/** Much longer than usual, for a busy machine. */
const DEFAULT_TIMEOUT_MS = 15_000;
const INTERVAL_MS = 10;

/**
 * Polls `probe` until it returns something truthy, which it returns.
 * @throws Error when that takes longer than `timeoutMs`; whatever the probe's last attempt threw is its cause
 */
export async function until<Result>(
  probe: () => Result | Promise<Result>,
  { timeoutMs = DEFAULT_TIMEOUT_MS }: { timeoutMs?: number } = {},
): Promise<NonNullable<Result>> {
  const deadline = performance.now() + timeoutMs;
  let cause: unknown;
  for (;;) {
    try {
      const result = await probe();
      if (result) return result;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    if (performance.now() >= deadline) throw new Error(`not within ${timeoutMs} ms: ${probe.toString()}`, { cause });
    await delay(INTERVAL_MS);
  }
}
