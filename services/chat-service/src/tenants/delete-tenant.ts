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
/** A batch that finds nothing, or meets a writer or another deletion of the same tenant, is repeated so often in a row. */
const MAX_IDLE = 3;
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
  let idle = 0;
  while (!signal.aborted) {
    const startedAt = performance.now();
    const removed = await deleteBatch(database, tenantId);
    total += removed;
    idle = removed === 0 ? idle + 1 : 0;
    if (removed > 0) {
      await rest(REST * (performance.now() - startedAt), signal);
      continue;
    }
    if (idle < MAX_IDLE) {
      await rest(AGAIN_AFTER_MS, signal);
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

async function deleteBatch(database: Database, tenantId: string): Promise<number> {
  try {
    const statement = "select delete_tenant_batch($1, $2) as removed";
    const [row] = await database.background.statement<{ removed: number }>("delete_tenant_batch", statement, [
      tenantId,
      BATCH,
    ]);
    return row?.removed ?? 0;
  } catch (error) {
    // A concurrent write referred to a row of the batch, so the batch was rolled back; the last is deleted once writers are locked out.
    if (error instanceof AppError && ["not_found", "conflict", "unavailable"].includes(error.code)) return 0;
    throw error;
  }
}
