import { type Cleanup, createCleanup } from "@chorus/kernel/cleanup";

const open = new Set<Cleanup>();
let isWatching = false;

/** For whatever a benchmark starts: also a run that is broken off, by a signal, leaves nothing behind. */
export function createBenchCleanup(): Cleanup {
  const cleanup = createCleanup();
  open.add(cleanup);
  // The second signal ends the process at once.
  if (!isWatching) for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void endAll());
  isWatching = true;
  return {
    defer: cleanup.defer,
    async run() {
      open.delete(cleanup);
      await cleanup.run();
    },
  };
}

/** Ends what was started, the newest first, also after something that fails to end; then this process. */
export async function endAll(): Promise<void> {
  for (const cleanup of [...open].toReversed()) await cleanup.run().catch(() => undefined);
  process.kill(process.pid, "SIGKILL");
}
