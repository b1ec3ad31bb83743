import { setTimeout as delay } from "node:timers/promises";
import type { ClaimedTask } from "@chorus/tasks/claimed-task";
import type { Database } from "@chorus/database/database";
import { AppError } from "@chorus/kernel/app-error";
import { SYSTEM_TENANT } from "@chorus/contracts/tasks";
import { sql } from "kysely";
import type { ChatContext } from "../context.ts";
import type { Ending } from "../identity/revoke.ts";
import { writeOperatorLog } from "../audit/operator-log.ts";
import { setTenantStatus } from "./suspend-tenant.ts";

const BATCH = 1_000;
/** A rest of so many times what a batch took follows it: whoever else writes waits behind one batch, and seldom. */
const REST = 3;
/** So many batches may come to the end and find that somebody has written meanwhile; then writers are locked out. */
const MAX_ENDS = 3;
/** The same of batches that somebody's new reference has undone, which happens near the end for the most part. */
const MAX_UNDONE = 8;
/** In a row. */
const MAX_FAILED = 3;
const AGAIN_AFTER_MS = 50;
/** Long enough for a tenant of usual size; the rest of a large one is deleted in the background. */
const AT_ONCE_MS = 3_000;

/**
 * Deletes a tenant with all its data, on behalf of the operator. It is suspended first, which closes its sockets and stops writes;
 * the gateways' sweep closes sockets that the hint did not reach. A deletion that takes longer continues as a task.
 * @throws AppError `not_found`
 */
export async function deleteTenant(
  context: Ending & Pick<ChatContext, "database" | "tasks" | "clock" | "logger" | "ids">,
  input: { tenantId: string; requestId: string },
): Promise<void> {
  const { tenantId } = input;
  const { tenant } = await setTenantStatus(context, { ...input, status: "suspended" });
  const task = await context.database.withTenant(SYSTEM_TENANT, async (tx) => {
    // Before the first row goes: whoever takes backups knows of a deletion that is still going on when the database is lost.
    await sql`select record_tenant_deletion(${tenantId})`.execute(tx);
    const due = { dedupKey: tenantId, dueMs: context.clock.now() + AT_ONCE_MS };
    const enqueued = await context.tasks.enqueue(tx, "tenant.delete", { tenantId }, due);
    // The tenant's own audit log goes with it. Whoever asks again while it is on the way out deletes nothing more.
    const entry = { action: "tenant.delete", aboutTenantId: tenantId, detail: { slug: tenant.slug } };
    if (enqueued.isNew) await writeOperatorLog(context, tx, { ...entry, requestId: input.requestId });
    return enqueued;
  });
  if (!(await deleteRows(context, tenantId, AbortSignal.timeout(AT_ONCE_MS)))) return;
  // No row refers to the tenant any more.
  await context.database.withTenant(SYSTEM_TENANT, (tx) => tx.deleteFrom("tasks").where("id", "=", task.id).execute());
}

/** The task: batches until nothing is left. */
export async function deleteTenantInBackground(
  context: ChatContext,
  { payload }: ClaimedTask<"tenant.delete">,
  signal: AbortSignal,
): Promise<void> {
  const isGone = await deleteRows(context, payload.tenantId, signal);
  if (!isGone) throw signal.reason;
}

/** @returns whether nothing is left */
async function deleteRows(
  { database, logger }: Pick<ChatContext, "database" | "logger">,
  tenantId: string,
  signal: AbortSignal,
): Promise<boolean> {
  let total = 0;
  // Counted over the whole deletion: whoever writes as fast as this deletes would put off its end for ever.
  let [ends, undone, failed] = [0, 0, 0];
  while (!signal.aborted) {
    const startedAt = performance.now();
    const { removed, error } = await deleteBatch(database, tenantId);
    total += removed;
    failed = error?.code === "unavailable" ? failed + 1 : 0;
    if (error && failed >= MAX_FAILED) throw error;
    if (!error && removed < BATCH) ends += 1;
    if (error && failed === 0) undone += 1;
    if (ends < MAX_ENDS && undone < MAX_UNDONE) {
      const pauseMs = REST * (performance.now() - startedAt);
      await rest(removed > 0 ? pauseMs : Math.max(AGAIN_AFTER_MS, pauseMs), signal);
      continue;
    }
    // The small rest is deleted while the tenant is locked against writes.
    await database.background.statement("delete_tenant", "select delete_tenant($1)", [tenantId]);
    logger.warn({ event: "tenant_deleted", tenantId, rows: total }, "a tenant was deleted");
    return true;
  }
  return false;
}

function rest(durationMs: number, signal: AbortSignal): Promise<void> {
  return delay(durationMs, undefined, { signal }).catch(() => undefined);
}

/**
 * @returns how many rows are gone: fewer than a full batch at the end; with an error none, because somebody referred to one of them
 * meanwhile (`conflict`, `not_found`), or because the database was busy or away (`unavailable`)
 */
async function deleteBatch(database: Database, tenantId: string): Promise<{ removed: number; error?: AppError }> {
  try {
    const statement = "select delete_tenant_batch($1, $2) as removed";
    const [row] = await database.background.statement<{ removed: number }>("delete_tenant_batch", statement, [
      tenantId,
      BATCH,
    ]);
    return { removed: row?.removed ?? 0 };
  } catch (error) {
    if (error instanceof AppError && ["conflict", "not_found", "unavailable"].includes(error.code))
      return { removed: 0, error };
    throw error;
  }
}
