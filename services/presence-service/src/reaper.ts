import type { PresenceContext } from "./context.ts";
import { settle } from "./settle.ts";

const BATCH = 500;

/**
 * Publishes leases that expired without a call: those of a gateway that died, and 15 s after the last page was closed.
 * Several instances may run it.
 */
export async function reap(context: PresenceContext): Promise<void> {
  const nowMs = context.clock.now();
  for (;;) {
    const people = await context.store.ended(nowMs, BATCH);
    if (people.length === 0) return;
    const reads = people.map((person) => ({ ...person, change: "read" as const }));
    await settle(context, await context.store.change(reads, nowMs));
    // People whom another instance is handling are left to the next run.
    if (people.length < BATCH) return;
  }
}

/** @returns stops it; resolves when the current run has ended */
export function startReaper(context: PresenceContext, intervalMs: number): () => Promise<void> {
  let round: Promise<void> | null = null;
  const timer = setInterval(() => {
    round ??= reap(context)
      .catch(context.events.failed)
      .finally(() => {
        round = null;
      });
  }, intervalMs).unref();
  return async () => {
    clearInterval(timer);
    await round;
  };
}
