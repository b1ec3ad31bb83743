import { type Cleanup, createCleanup } from "@chorus/kernel/cleanup";

const open = new Set<Cleanup>();

/** What a cell has started. Until it is undone it is known here, so that a run that is broken off leaves nothing behind. */
export function createCellCleanup(): Cleanup {
  const cleanup = createCleanup();
  open.add(cleanup);
  return {
    defer: cleanup.defer,
    async run() {
      open.delete(cleanup);
      await cleanup.run();
    },
  };
}

/** Ends what cells have started that will not end any more, also after one that fails to. */
export async function closeOpenCells(): Promise<void> {
  await Promise.allSettled([...open].map((cleanup) => cleanup.run()));
}
