/** Limits concurrent work, in total and per tenant, in order of arrival. */
export type Semaphore = <Result>(tenantId: string, work: () => Promise<Result>) => Promise<Result>;

/**
 * A semaphore with a limit per tenant and one for all, so that one tenant's requests leave room for the others. Waiting work is
 * started tenant by tenant.
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

  /** The tenant that was served goes to the end of the queue. */
  function letIn(): void {
    for (const [tenantId, queue] of [...waiting]) {
      if (!hasRoom(tenantId)) continue;
      const next = queue.shift();
      waiting.delete(tenantId);
      if (queue.length > 0) waiting.set(tenantId, queue);
      if (!next) continue;
      // Counted before it starts, so that no later call takes the slot.
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
