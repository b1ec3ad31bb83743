import { formatReason } from "@chorus/contracts/entities/delivery-reasons";
import { sql } from "kysely";
import type { NotificationContext } from "../../context.ts";
import { decideAgain } from "../../deliveries/decide-again.ts";
import { addStep } from "../../deliveries/steps.ts";

/** A delivery status of Twilio. */
export interface TwilioStatus {
  number: string;
  providerId: string;
  status: string;
  errorCode: string | null;
}

/** A map, because the word is not ours: an object would also know "toString". */
const FINAL: ReadonlyMap<string, "delivered" | "failed"> = new Map([
  ["delivered", "delivered"],
  ["undelivered", "failed"],
  ["failed", "failed"],
]);

/** Records the status of a text message. Reports come in any order and repeatedly; a final one is kept. */
export async function recordTwilioStatus(context: NotificationContext, report: TwilioStatus): Promise<void> {
  const status = FINAL.get(report.status);
  if (!status) return;
  const at = new Date(context.clock.now());
  const reason =
    status === "failed" ? formatReason("sms_not_delivered", { words: report.errorCode ?? "gave no code" }) : null;
  for (const tenantId of await tenantsThatWroteTo(context, report.number)) {
    await context.database.withTenant(tenantId, async (tx) => {
      const delivery = await tx
        .updateTable("deliveries")
        .set({ status, reason, updated_at: at })
        .where("address", "=", report.number)
        .where("channel", "=", "sms")
        .where("provider_id", "=", report.providerId)
        .where("status", "in", ["sent", "unknown"])
        .returningAll()
        .executeTakeFirst();
      if (!delivery) return;
      await addStep(tx, { tenantId, deliveryId: delivery.id, status, detail: reason, at });
      await decideAgain(context, tx, delivery, status);
    });
  }
}

export function tenantsThatWroteTo(context: NotificationContext, number: string): Promise<string[]> {
  return context.database.withSystem(async (tx) => {
    const { rows } = await sql<{
      tenant_id: string;
    }>`select tenant_id from tenants_that_wrote_to('sms', ${number})`.execute(tx);
    return rows.map((row) => row.tenant_id);
  });
}
