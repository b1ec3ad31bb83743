import type { SummaryContext } from "../context.ts";

/** After the last one somebody has to look: whatever it is, it has not gone away in an hour. */
const MOST_ATTEMPTS = 10;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 30 * 60_000;

export interface ClaimedTask {
  id: string;
  attempts: number;
}

/** A task that fails waits longer each time and is given up at last, so that it takes nobody's turn for ever. */
export async function failTasks(
  context: SummaryContext,
  tenantId: string,
  tasks: readonly ClaimedTask[],
  error: unknown,
): Promise<void> {
  const nowMs = context.clock.now();
  await context.database.withTenant(tenantId, async (tx) => {
    for (const { id, attempts } of tasks) {
      const isGivenUp = attempts >= MOST_ATTEMPTS;
      const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
      await tx
        .updateTable("summary_tasks")
        .set(
          isGivenUp
            ? { finished_at: new Date(nowMs), outcome: "failed" }
            : { due_at: new Date(nowMs + Math.max(0, pauseMs)), claimed_until: null },
        )
        .where("id", "=", id)
        .where("finished_at", "is", null)
        .execute();
      context.events.taskFailed({ tenantId, taskId: id, attempts }, error, isGivenUp);
    }
  });
}

/** What this process does not come to any more is due at once for the next one. */
export function releaseTasks(context: SummaryContext, tenantId: string, tasks: readonly ClaimedTask[]): Promise<void> {
  return putOff(context, tenantId, tasks, 0);
}

/** Nothing is wrong with the tasks themselves: it does not count as an attempt. */
export async function putOff(
  context: SummaryContext,
  tenantId: string,
  tasks: readonly ClaimedTask[],
  delayMs: number,
): Promise<void> {
  await context.database.withTenant(tenantId, (tx) =>
    tx
      .updateTable("summary_tasks")
      .set(({ fn, eb, val }) => ({
        due_at: new Date(context.clock.now() + delayMs),
        claimed_until: null,
        attempts: fn<number>("greatest", [eb("attempts", "-", 1), val(0)]),
      }))
      .where(
        "id",
        "in",
        tasks.map(({ id }) => id),
      )
      .where("finished_at", "is", null)
      .execute(),
  );
}
