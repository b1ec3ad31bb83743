import type { ClaimedTask } from "@chorus/tasks/claimed-task";
import type { Database } from "@chorus/database/database";
import { AppError } from "@chorus/kernel/app-error";
import { SYSTEM_TENANT } from "@chorus/contracts/tasks";
import type { ChatContext } from "../context.ts";
import { setTenantStatus } from "./suspend-tenant.ts";

const BATCH = 2_000;
/** A tenant of usual size is gone when the operator has the answer; the rest of a large one goes in the background. */
const AT_ONCE_MS = 3_000;

/**
 * Deletes a tenant with everything it has, on behalf of the operator. It is suspended first, so that its sockets close and
 * nobody writes any more; the gateways' sweep closes those that the hint did not reach. What takes longer is a task.
 * @throws AppError `not_found`
 */
export async function deleteTenant(
  context: ChatContext,
  input: { tenantId: string; requestId: string },
): Promise<void> {
  const { tenantId } = input;
  await setTenantStatus(context, { ...input, status: "suspended" });
  const task = await context.database.withTenant(SYSTEM_TENANT, (tx) =>
    context.tasks.enqueue(
      tx,
      "tenant.delete",
      { tenantId },
      { dedupKey: tenantId, dueMs: context.clock.now() + AT_ONCE_MS },
    ),
  );
  if (!(await deleteRows(context, tenantId, AbortSignal.timeout(AT_ONCE_MS)))) return;
  // Nothing names the tenant any more.
  await context.database.withTenant(SYSTEM_TENANT, (tx) => tx.deleteFrom("tasks").where("id", "=", task.id).execute());
}

/** The same in the background, as often as it takes. */
export async function deleteTenantInBackground(
  context: ChatContext,
  { payload }: ClaimedTask<"tenant.delete">,
  signal: AbortSignal,
): Promise<void> {
  const isGone = await deleteRows(context, payload.tenantId, signal);
  if (!isGone) throw signal.reason;
}

/** @returns whether nothing is left */
async function deleteRows({ database, logger }: ChatContext, tenantId: string, signal: AbortSignal): Promise<boolean> {
  let total = 0;
  while (!signal.aborted) {
    const removed = await deleteBatch(database, tenantId);
    total += removed;
    if (removed === BATCH) continue;
    // What is left is little, and goes while nobody can write.
    await database.background.statement("delete_tenant", "select delete_tenant($1)", [tenantId]);
    logger.warn({ event: "tenant_deleted", tenantId, rows: total }, "a tenant was deleted");
    return true;
  }
  return false;
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
    // Somebody has written into what was just emptied: the batch was not removed, and is when they are locked out.
    if (error instanceof AppError && (error.code === "not_found" || error.code === "unavailable")) return 0;
    throw error;
  }
}
