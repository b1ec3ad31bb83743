import type { SyncItem, SyncResult } from "@chorus/contracts/routes/internal-chat";
import { AppError } from "@chorus/kernel/app-error";
import type { SyncAnswer } from "./chat-client.ts";

export interface SyncBatcherOptions {
  /** One snapshot of one tenant; results in the order of the items, null for those to ask for again. */
  sync: (tenantId: string, items: SyncItem[]) => Promise<(SyncResult | null)[]>;
  maxBatchItems?: number;
  /** Small, so that a slow tenant leaves room for the others. */
  maxCallsPerTenant?: number;
}

/** @throws AppError chat-service's own for this item, or that of the call */
export type Sync = (item: SyncItem) => Promise<SyncAnswer>;

interface Pending {
  readonly item: SyncItem;
  readonly resolve: (answer: SyncAnswer) => void;
  readonly reject: (error: unknown) => void;
}

interface TenantQueue {
  waiting: Pending[];
  calls: number;
}

/**
 * Asks for what subscribers have missed, in batches: an idle gateway asks at once; while a tenant's calls are out, further requests
 * share the next one. A resume storm is a few calls, and no tenant waits for another's.
 */
export function createSyncBatcher({ sync, maxBatchItems = 256, maxCallsPerTenant = 2 }: SyncBatcherOptions): Sync {
  const queues = new Map<string, TenantQueue>();

  async function pump(tenantId: string, queue: TenantQueue): Promise<void> {
    if (queue.calls >= maxCallsPerTenant) return;
    queue.calls += 1;
    while (queue.waiting.length > 0) await send(tenantId, queue, queue.waiting.splice(0, maxBatchItems));
    queue.calls -= 1;
    if (queue.calls === 0) queues.delete(tenantId);
  }

  async function send(tenantId: string, queue: TenantQueue, batch: readonly Pending[]): Promise<void> {
    try {
      const items = batch.map(({ item }) => item);
      const again = settle(batch, await sync(tenantId, items));
      // They go first, so that newer requests cannot crowd large answers out.
      queue.waiting.unshift(...again);
    } catch (error) {
      if (batch.length === 1 || isUnavailable(error)) for (const { reject } of batch) reject(error);
      // The failure of one item must not fail the others, so they are asked for one by one.
      else for (const pending of batch) await send(tenantId, queue, [pending]);
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      const { tenantId } = item.principal;
      const queue = queues.get(tenantId) ?? { waiting: [], calls: 0 };
      queues.set(tenantId, queue);
      queue.waiting.push({ item, resolve, reject });
      void pump(tenantId, queue);
    });
}

/** @returns those that the answer had no room for */
function settle(batch: readonly Pending[], results: readonly (SyncResult | null)[]): Pending[] {
  if (results.length !== batch.length || results[0] === null) {
    throw new AppError("unavailable", { retryMs: 1_000, cause: new Error("chat-service left out a snapshot") });
  }
  return batch.filter(({ resolve, reject }, index) => {
    const result = results[index];
    if (!result) return true;
    if (result.ok) resolve(result);
    else reject(new AppError(result.error.code, { detail: result.error.message }));
    return false;
  });
}

function isUnavailable(error: unknown): boolean {
  return error instanceof AppError && error.code === "unavailable";
}
