import type { TenantTx } from "@chorus/database/database";
import type { DeliveryRow } from "../channel.ts";

/**
 * The subject of the first mail to the customer about this conversation: Gmail threads mails only while their subject is the
 * same, and the tenant's name and the customer's language may have changed since.
 */
export async function threadSubject(tx: TenantTx, delivery: DeliveryRow, subject: string): Promise<string> {
  const { id, conversation_id: conversationId, recipient_type: type, recipient_id: recipientId } = delivery;
  if (conversationId === null || type !== "customer") return subject;
  const first = await tx
    .selectFrom("deliveries")
    .select("mail_subject")
    .where("conversation_id", "=", conversationId)
    .where("recipient_id", "=", recipientId)
    .where("channel", "=", "email")
    .where("mail_subject", "is not", null)
    .orderBy("created_at")
    .executeTakeFirst();
  const kept = first?.mail_subject ?? subject;
  await tx.updateTable("deliveries").set({ mail_subject: kept }).where("id", "=", id).execute();
  return kept;
}
