import { periodically, type PeriodicTask } from "@chorus/tasks/periodically";
import { sql } from "kysely";
import type { SummaryContext } from "../context.ts";
import type { StoredCollection } from "@chorus/meaning/collection-name";
import { readBacklog, requestReindex } from "./reindex.ts";
import type { VectorStore } from "@chorus/meaning/vector-store";

const LOOK_EVERY_MS = 5_000;
const DROP_EVERY_MS = 60_000;
const COUNT_EVERY_MS = 10 * 60_000;
const TENANTS = 100;
const CONVERSATIONS = 1_000;

interface Tenant {
  tenant_id: string;
  indexed: number;
  missing: number;
}

/** Periodically reconciles the vector store with Postgres; a store that was unreachable is repaired when it is back. */
export function reconcileStore(context: SummaryContext): PeriodicTask | undefined {
  const { vectors, clock, logger } = context;
  if (!vectors) return undefined;
  let dropAtMs = 0;
  let countAtMs = 0;
  return periodically({
    name: "keeping the vector store",
    everyMs: LOOK_EVERY_MS,
    logger,
    work: async (signal) => {
      const nowMs = clock.now();
      if (nowMs >= dropAtMs) {
        await dropDeleted(context, vectors, signal);
        dropAtMs = nowMs + DROP_EVERY_MS;
      }
      if (nowMs >= countAtMs) {
        await replay(context, vectors, signal);
        countAtMs = nowMs + COUNT_EVERY_MS;
      }
      return false;
    },
  });
}

/** Removes the collections of deleted tenants, of every model. */
export async function dropDeleted(context: SummaryContext, vectors: VectorStore, signal?: AbortSignal): Promise<void> {
  const stored = await vectors.list();
  const tenants = [...new Set(stored.map(({ tenantId }) => tenantId))];
  const gone = await context.database.background.withSystem(async (tx) => {
    const { rows } = await sql<{ tenant_id: string }>`
      select * from search_deleted_tenants(${tenants}::uuid[])`.execute(tx);
    return new Set(rows.map((row) => row.tenant_id));
  });
  for (const collection of stored.filter(({ tenantId }) => gone.has(tenantId))) {
    signal?.throwIfAborted();
    await vectors.drop(collection);
  }
  context.events.tenantsForgotten(gone.size);
}

/**
 * Enqueues tasks for missing vectors: those that the store has lost, and all of them after a change of the model. The tasks are in
 * Postgres, so that the work continues after an interruption. Once a tenant has all its vectors, collections of other models go.
 */
export async function replay(context: SummaryContext, vectors: VectorStore, signal?: AbortSignal): Promise<void> {
  const stored = await vectors.list();
  let after: string | null = null;
  // For a new store, documents that were never requested are included.
  let opened = stored.length === 0 && (await readBacklog(context)) === 0 ? await requestReindex(context) : 0;
  for (;;) {
    const page: Tenant[] = await readTenants(context, vectors.label, after);
    for (const tenant of page) {
      signal?.throwIfAborted();
      opened += await replayTenant(context, vectors, tenant, stored);
    }
    after = page.at(-1)?.tenant_id ?? null;
    if (page.length < TENANTS) break;
  }
  context.events.replayed(opened);
}

async function readTenants(context: SummaryContext, label: string, after: string | null): Promise<Tenant[]> {
  return context.database.background.withSystem(async (tx) => {
    const { rows } = await sql<Tenant>`
      select * from search_tenants(${label}, ${after}::uuid, ${TENANTS})`.execute(tx);
    return rows;
  });
}

async function replayTenant(
  context: SummaryContext,
  vectors: VectorStore,
  { tenant_id: tenantId, indexed, missing }: Tenant,
  stored: readonly StoredCollection[],
): Promise<number> {
  if (!(await context.isOn("meaning", tenantId))) return 0;
  const hasLost = indexed > 0 && (await hasLostSome(context, vectors, tenantId, indexed));
  if (hasLost || missing > 0) return openTasks(context, { tenantId, label: vectors.label, all: hasLost });
  const others = stored.filter((collection) => collection.tenantId === tenantId && collection.label !== vectors.label);
  for (const collection of others) await vectors.drop(collection);
  return 0;
}

/**
 * Vectors are written before they are recorded and removed after, so fewer than recorded means that some were lost. Counted again
 * afterwards, because some may have been deleted meanwhile.
 */
async function hasLostSome(
  context: SummaryContext,
  vectors: VectorStore,
  tenantId: string,
  indexed: number,
): Promise<boolean> {
  const count = await vectors.count(tenantId);
  if (count >= indexed) return false;
  const again = await context.database.readTenant(tenantId, (tx) =>
    tx
      .selectFrom("search_documents")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .where("collection", "=", vectors.label)
      .executeTakeFirst(),
  );
  return count < (again?.count ?? 0);
}

async function openTasks(
  { database }: SummaryContext,
  { tenantId, label, all }: StoredCollection & { all: boolean },
): Promise<number> {
  let after: string | null = null;
  let count = 0;
  for (;;) {
    const page: { last_id: string | null; opened: number } | undefined = await database.background.withSystem(
      async (tx) => {
        const { rows } = await sql<{ last_id: string | null; opened: number }>`
        select * from search_catch_up(${tenantId}::uuid, ${label}, ${all}, ${after}::uuid, ${CONVERSATIONS})`.execute(
          tx,
        );
        return rows[0];
      },
    );
    count += page?.opened ?? 0;
    if (!page || page.last_id === null) return count;
    after = page.last_id;
  }
}
