import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";
import type { DeliveryRow } from "../channel.ts";

/**
 * The subject of the first mail to the customer about this conversation: Gmail threads mails only while their subject is the
 * same, and the tenant's name and the customer's language may have changed since.
 */
export async function threadSubject(tx: TenantTx, delivery: DeliveryRow, subject: string): Promise<string> {
  const { tenant_id: tenantId, id, conversation_id: conversationId, recipient_id: recipientId } = delivery;
  if (conversationId === null || delivery.recipient_type !== "customer") return subject;
  const { rows } = await sql<{ mail_subject: string }>`
    update deliveries set mail_subject = coalesce((
      select first.mail_subject from deliveries first
      where first.tenant_id = ${tenantId} and first.conversation_id = ${conversationId}
        and first.recipient_id = ${recipientId} and first.channel = 'email' and first.mail_subject is not null
      order by first.created_at limit 1
    ), ${subject})
    where tenant_id = ${tenantId} and id = ${id} returning mail_subject`.execute(tx);
  return rows[0]?.mail_subject ?? subject;
}
