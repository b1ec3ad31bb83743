/** Runs work of a tenant when there is room, in order of asking. */
export type Semaphore = <Result>(tenantId: string, work: () => Promise<Result>) => Promise<Result>;

/**
 * Lets so many pieces of work run at once: first so many of one tenant, so that one whose clients ask for everything leaves room
 * for all the others. Whoever waits is let in tenant by tenant.
 */
export function createSemaphore(limits: { all: number; perTenant: number }): Semaphore {
  let running = 0;
  const runningOf = new Map<string, number>();
  const waiting = new Map<string, (() => void)[]>();

  const hasRoom = (tenantId: string) => running < limits.all && (runningOf.get(tenantId) ?? 0) < limits.perTenant;

  function enter(tenantId: string): void {
    running += 1;
    runningOf.set(tenantId, (runningOf.get(tenantId) ?? 0) + 1);
  }

  function leave(tenantId: string): void {
    running -= 1;
    const left = (runningOf.get(tenantId) ?? 1) - 1;
    if (left > 0) runningOf.set(tenantId, left);
    else runningOf.delete(tenantId);
    letIn();
  }

  /** The tenant whose turn it is goes to the end of the line. */
  function letIn(): void {
    for (const [tenantId, queue] of [...waiting]) {
      if (!hasRoom(tenantId)) continue;
      const next = queue.shift();
      waiting.delete(tenantId);
      if (queue.length > 0) waiting.set(tenantId, queue);
      if (!next) continue;
      // Entered for it, so that nobody slips in between.
      enter(tenantId);
      next();
      return;
    }
  }

  return async (tenantId, work) => {
    if (hasRoom(tenantId)) enter(tenantId);
    else {
      await new Promise<void>((resolve) => {
        const queue = waiting.get(tenantId);
        if (queue) queue.push(resolve);
        else waiting.set(tenantId, [resolve]);
      });
    }
    try {
      return await work();
    } finally {
      leave(tenantId);
    }
  };
}
