import { afterCommit } from "@chorus/database/database";
import { reviveTask } from "@chorus/tasks/dead-tasks";
import { auditActor, writeAudit } from "@chorus/database/write-audit";
import type { ChatContext } from "../context.ts";
import { requirePermission, type Principal } from "../identity/principal.ts";

/** Queues a dead task again after its cause was fixed. @throws AppError `not_found`, `conflict` */
export async function retryDeadTask(
  context: ChatContext,
  principal: Principal,
  input: { deadTaskId: string; requestId: string },
): Promise<void> {
  requirePermission(principal, "tenant.manage");
  const { tenantId } = principal;
  const { deadTaskId: id } = input;
  await context.database.withTenant(tenantId, async (tx) => {
    const dueMs = context.clock.now();
    const name = await reviveTask(tx, id, dueMs);
    await writeAudit(tx, {
      ...{ tenantId, actor: auditActor(principal), action: "task.retry", target: { type: "task", id } },
      ...{ detail: { task: name }, requestId: input.requestId },
    });
    afterCommit(tx, () => context.tasks.wake([{ tenantId, name, dueMs }]));
  });
}
