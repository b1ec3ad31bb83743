import type { TenantTx } from "@chorus/database/database";
import { AppError, notFound } from "@chorus/kernel/app-error";
import type { TaskName } from "@chorus/contracts/tasks";

/**
 * Makes a dead task due again, with its attempts reset.
 * @returns its name, so that its worker can be woken
 * @throws AppError `not_found`; `conflict` when a task with the same key is open
 */
export async function reviveTask(tx: TenantTx, id: string, nowMs: number): Promise<TaskName> {
  const dead = await tx
    .selectFrom("tasks")
    .select(["name", "dedup_key"])
    .where("id", "=", id)
    .where("is_dead", "=", true)
    .forUpdate()
    .executeTakeFirst();
  if (!dead) throw notFound();
  if (dead.dedup_key !== null) {
    const open = await tx
      .selectFrom("tasks")
      .select("id")
      .where("name", "=", dead.name)
      .where("dedup_key", "=", dead.dedup_key)
      .where("finished_at", "is", null)
      .executeTakeFirst();
    if (open) throw new AppError("conflict", { detail: "The same is waiting to be done already." });
  }
  await tx
    .updateTable("tasks")
    .set(({ eb }) => ({
      ...{ finished_at: null, is_dead: false, attempts: 0, claimed_until: null, due_at: new Date(nowMs) },
      fence: eb("fence", "+", 1),
    }))
    .where("id", "=", id)
    .execute();
  return dead.name as TaskName;
}
