import { formatReason } from "@chorus/contracts/entities/delivery-reasons";
import { periodEndMs, periodOf, QUOTAS } from "@chorus/contracts/quotas";
import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";
import type { DeliveryRow } from "../channels/channel.ts";
import type { NotificationContext } from "../context.ts";

/** Whose account it is cannot do without them. */
const ALWAYS_SENT: ReadonlySet<string> = new Set([
  "people.invitation",
  "people.password_reset",
  "people.new_device",
  "people.password_changed",
  "tenant.quota",
]);
/** Deliveries of a whole day do not all come back in its first second. */
const SPREAD_MS = 10 * 60_000;

/**
 * Counts a mail against its tenant's day, in the transaction that claims it. One that is over is not counted, and waits.
 * @returns until when and why, or null when it may go
 */
export async function countMail(
  { clock, random }: Pick<NotificationContext, "clock" | "random">,
  tx: TenantTx,
  { tenant_id: tenantId, channel, kind }: DeliveryRow,
): Promise<{ untilMs: number; reason: string } | null> {
  if (channel !== "email" || ALWAYS_SENT.has(kind)) return null;
  const nowMs = clock.now();
  const period = periodOf("mails_per_day", nowMs);
  const most = QUOTAS.mails_per_day.default;
  const { rows } = await sql`
    insert into tenant_quotas as q (tenant_id, quota, period, used) values (${tenantId}, 'mails_per_day', ${period}, 1)
    on conflict (tenant_id, quota) do update
      set used = case when q.period = excluded.period then q.used + 1 else 1 end, period = excluded.period
      where case when q.period = excluded.period then q.used else 0 end < coalesce(q.amount, ${most})
    returning used`.execute(tx);
  if (rows.length > 0) return null;
  const untilMs = (periodEndMs("mails_per_day", nowMs) ?? nowMs) + Math.round(random() * SPREAD_MS);
  return { untilMs, reason: formatReason("company_day_quota") };
}
