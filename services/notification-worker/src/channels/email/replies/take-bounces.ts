import { formatReason } from "@chorus/contracts/entities/delivery-reasons";
import { sql } from "kysely";
import { failureOf } from "../classify.ts";
import type { NotificationContext } from "../../../context.ts";
import { decideAgain } from "../../../deliveries/decide-again.ts";
import { addStep } from "../../../deliveries/steps.ts";
import { suppress } from "../../../deliveries/suppressions.ts";
import type { Bounce } from "../reading/bounce-report.ts";

/**
 * Records what became of a mail after its server accepted it. A report proves only that its author has seen our mail, so it can
 * only affect the address that the mail went to.
 * @param isBelieved whether it came as a mail server sends it; otherwise it is recorded without further effect
 */
export async function takeBounces(
  context: NotificationContext,
  bounces: readonly Bounce[],
  isBelieved: boolean,
): Promise<MailOutcome> {
  let recorded = 0;
  for (const bounce of bounces) if (await record(context, bounce, isBelieved)) recorded += 1;
  if (recorded === 0) return { outcome: "ignored", detail: "The report is about no mail that was sent from here." };
  return { outcome: "recorded", detail: "The report is in the delivery log." };
}

async function record(context: NotificationContext, bounce: Bounce, isBelieved: boolean): Promise<boolean> {
  if (bounce.action === "delivered") return false;
  const tenantId = await context.database.withSystem(async (tx) => {
    const { rows } = await sql<{ tenant_id: string }>`
      select tenant_id from tenant_of_delivery(${bounce.deliveryId})`.execute(tx);
    return rows[0]?.tenant_id;
  });
  if (!tenantId) return false;
  const at = new Date(context.clock.now());
  return context.database.withTenant(tenantId, async (tx) => {
    const delivery = await tx
      .selectFrom("deliveries")
      .selectAll()
      .where("id", "=", bounce.deliveryId)
      .where("channel", "=", "email")
      .where("status", "in", ["sent", "unknown", "delivered"])
      .forUpdate()
      .executeTakeFirst();
    if (!delivery || delivery.address.toLowerCase() !== bounce.recipient) return false;
    const { id: deliveryId } = delivery;
    if (bounce.action === "delayed") {
      const detail = formatReason("mail_delayed", { words: bounce.words });
      await addStep(tx, { tenantId, deliveryId, status: delivery.status, detail, at });
      return true;
    }
    const failure = failureOf(bounce.status, bounce.words);
    const { reason } = failure;
    const status = isBelieved ? failure.status : "failed";
    if (isBelieved && failure.isOurs) context.events.refusedByPolicy(delivery, reason);
    if (status === "bounced") await suppress(tx, delivery, reason);
    await tx.updateTable("deliveries").set({ status, reason, updated_at: at }).where("id", "=", deliveryId).execute();
    await addStep(tx, { tenantId, deliveryId, status, detail: reason, at });
    context.events.attempted(delivery, status, reason);
    await decideAgain(context, tx, delivery, status);
    return true;
  });
}

/** `refused`: the sender's mail server reports the reason. `later`: it retries. `recorded`: a report about a mail of ours. */
export type MailOutcome =
  | { outcome: "appended" | "repeated"; conversationId: string }
  | { outcome: "ignored" | "recorded" | "refused" | "later"; detail: string };
