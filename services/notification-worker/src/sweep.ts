import { sayReason } from "@chorus/contracts/entities/delivery-reasons";
import { sql } from "kysely";
import type { NotificationContext } from "./context.ts";
import { recordOutcome } from "./deliveries/record-outcome.ts";
import { wakeDelivery } from "./deliveries/wake.ts";
import { wakeTask } from "./tasks/wake.ts";

const BATCH = 500;
/** One job per thing and half minute, however many instances sweep and however often. */
const ROUND_MS = 30_000;

interface Found {
  tenant_id: string;
  id: string;
}

/**
 * Finds what should have been worked on and was not, because a job, Redis or a worker was lost: it is asked for again. What a
 * provider may or may not have accepted is never asked for again; it becomes `unknown`, and people decide.
 */
export async function sweep(context: NotificationContext): Promise<void> {
  const { overdueMs, ambiguousAfterMs } = context.config.sweep;
  const nowMs = context.clock.now();
  const round = Math.floor(nowMs / ROUND_MS);
  const tasks = await find<Found & { step: number }>(context, "notification_tasks_overdue", nowMs - overdueMs);
  for (const { tenant_id: tenantId, id: taskId, step } of tasks)
    await wakeTask(context, { tenantId, taskId, step, dueMs: nowMs, round });
  context.events.swept("task", tasks.length);

  const deliveries = await find<Found & { attempts: number }>(context, "deliveries_overdue", nowMs - overdueMs);
  for (const { tenant_id: tenantId, id: deliveryId, attempts } of deliveries)
    await wakeDelivery(context, { tenantId, deliveryId, attempts, dueMs: nowMs, round });
  context.events.swept("delivery", deliveries.length);

  const ambiguous = await find<Found>(context, "deliveries_ambiguous", nowMs - ambiguousAfterMs);
  for (const found of ambiguous) await giveUpClaim(context, found);
  context.events.swept("ambiguous", ambiguous.length);
}

function find<Row extends Found>(context: NotificationContext, name: string, beforeMs: number): Promise<Row[]> {
  return context.database.withSystem(async (tx) => {
    const answer = await sql<Row>`select * from ${sql.raw(name)}(${new Date(beforeMs)}, ${BATCH})`.execute(tx);
    return answer.rows;
  });
}

async function giveUpClaim(context: NotificationContext, { tenant_id: tenantId, id }: Found): Promise<void> {
  await context.database.withTenant(tenantId, async (tx) => {
    const delivery = await tx
      .selectFrom("deliveries")
      .selectAll()
      .where("id", "=", id)
      .where("claimed_at", "is not", null)
      .forUpdate()
      .executeTakeFirst();
    if (!delivery) return;
    const reason = sayReason("worker_ended");
    await recordOutcome(context, tx, delivery, { status: "unknown", reason });
  });
}
