import { sql } from "kysely";
import type { ChatContext } from "../context.ts";
import { notificationTasks, type DispatchRow } from "./notification-tasks.ts";
import { summaryTasksOf } from "./summary-tasks.ts";

/** Large enough that under load the events of a conversation become one task. */
const BATCH = 2_000;

/**
 * Enqueues the tasks that outbox rows ask for, oldest first, in the transaction that marks the rows: nothing is lost and nothing
 * is done twice.
 * @returns whether there may be more
 */
export async function dispatchOnce({ config, database, tasks }: ChatContext): Promise<boolean> {
  const { count, enqueued } = await database.withSystem(async (tx) => {
    const { rows } = await sql<DispatchRow>`select * from outbox_lock_undispatched(${BATCH})`.execute(tx);
    if (rows.length === 0) return { count: 0, enqueued: [] };
    const wanted = [...notificationTasks(rows, config.notificationGraceMs), ...summaryTasksOf(rows)];
    const opened = await tasks.enqueueAll(tx, wanted);
    await sql`select outbox_mark_dispatched(${rows.map((row) => row.id)})`.execute(tx);
    return { count: rows.length, enqueued: opened };
  });
  tasks.wake(enqueued);
  return count === BATCH;
}
