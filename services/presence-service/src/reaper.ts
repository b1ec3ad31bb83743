import type { PresenceContext } from "./context.ts";
import { settle } from "./settle.ts";

const BATCH = 500;

/**
 * Notices what no call brings: leases that ended by themselves, with their gateway or 15 s after the last page was closed.
 * Any number of instances may do so.
 */
export async function reap(context: PresenceContext): Promise<void> {
  const nowMs = context.clock.now();
  for (;;) {
    const people = await context.store.ended(nowMs, BATCH);
    if (people.length === 0) return;
    const reads = people.map((person) => ({ ...person, change: "read" as const }));
    await settle(context, await context.store.change(reads, nowMs));
    // What another instance is busy with stays for the next round.
    if (people.length < BATCH) return;
  }
}

/** @returns stops it; resolves when the round under way has ended */
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
