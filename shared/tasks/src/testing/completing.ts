import type { Database } from "@chorus/database/database";
import type { Clock } from "@chorus/kernel/clock";
import type { ClaimedTask } from "../claimed-task.ts";
import { finishTasks } from "../settle-tasks.ts";
import type { TaskQueue } from "../task-queue.ts";

/** A handler whose effect, another task that names the first, is committed together with the first one's end. */
export function completing({ database, queue, clock }: { database: Database; queue: TaskQueue; clock: Clock }) {
  return (task: ClaimedTask<"notification.deliver">): Promise<void> =>
    database.withTenant(task.tenantId, async (tx) => {
      await queue.enqueue(
        tx,
        "notification.decide",
        { kind: "effect", conversationId: null, subjectId: task.payload.deliveryId },
        { dueMs: clock.now() + 24 * 3_600_000 },
      );
      await finishTasks(tx, [{ task, outcome: "done" }], clock.now());
    });
}
