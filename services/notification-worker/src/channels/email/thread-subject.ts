import type { TenantTx } from "@chorus/database/database";
import type { DeliveryRow } from "../channel.ts";

/**
 * The subject of the first mail to the customer about this conversation; null for the first. Gmail threads mails only while their
 * subject is the same, and the tenant's name and the customer's language may have changed since.
 */
export async function keptSubject(tx: TenantTx, delivery: DeliveryRow): Promise<string | null> {
  if (!isThreaded(delivery)) return null;
  const first = await tx
    .selectFrom("deliveries")
    .select("mail_subject")
    .where("conversation_id", "=", delivery.conversation_id)
    .where("recipient_id", "=", delivery.recipient_id)
    .where("channel", "=", "email")
    .where("mail_subject", "is not", null)
    .orderBy("created_at")
    .limit(1)
    .executeTakeFirst();
  return first?.mail_subject ?? null;
}

/** For the next mails, and to know the subject of a reply. */
export async function keepSubject(tx: TenantTx, delivery: DeliveryRow, subject: string): Promise<void> {
  if (!isThreaded(delivery)) return;
  await tx.updateTable("deliveries").set({ mail_subject: subject }).where("id", "=", delivery.id).execute();
}

function isThreaded({ conversation_id: conversationId, recipient_type: recipient }: DeliveryRow): boolean {
  return conversationId !== null && recipient === "customer";
}
