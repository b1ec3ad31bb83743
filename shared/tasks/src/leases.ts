import type { Database } from "@chorus/database/database";
import type { Clock } from "@chorus/kernel/clock";
import { sql } from "kysely";
import type { ClaimedTask } from "./claimed-task.ts";
import type { TaskEvents } from "./task-events.ts";

/** The tasks of a worker that died are claimed again after this time. */
export const LEASE_MS = 45_000;
const RENEW_EVERY_MS = 15_000;

/** Renews the leases of a batch while this process lives; the caller clears the timer. */
export function renewLeases(
  { database, clock, events }: { database: Database; clock: Clock; events: TaskEvents },
  tenantId: string,
  tasks: readonly ClaimedTask[],
): NodeJS.Timeout {
  const renew = () =>
    database.withTenant(tenantId, async (tx) => {
      const held = tasks.filter(({ progress }) => !progress.isSettled).map(({ id, fence }) => ({ id, fence }));
      await sql`
        update tasks t set claimed_until = ${new Date(clock.now() + LEASE_MS)}
        from jsonb_to_recordset(${JSON.stringify(held)}::jsonb) as h(id uuid, fence bigint)
        where t.tenant_id = ${tenantId} and t.id = h.id and t.fence = h.fence and t.finished_at is null`.execute(tx);
    });
  return setInterval(() => void renew().catch((error: unknown) => events.leaseNotRenewed(error)), RENEW_EVERY_MS);
}
