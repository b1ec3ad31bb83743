import { appendEventsWithin, requireAppended } from "@chorus/database/append-events";
import type { TenantTx } from "@chorus/database/database";
import { notFound } from "@chorus/kernel/app-error";
import type { ChatContext } from "../../context.ts";
import { lockConversation } from "../rows/conversation-queries.ts";

export interface SentMail {
  tenantId: string;
  conversationId: string;
  /** The mail's; a repeated report has the same. */
  deliveryId: string;
  recipient: string;
  /** The messages in it. */
  fromSeq: number;
  toSeq: number;
}

/**
 * Shows agents that messages went to the customer by mail. The status does not change.
 * @throws AppError `not_found`, also for a customer who was erased
 */
export async function recordSentMail(context: ChatContext, mail: SentMail): Promise<void> {
  const { tenantId, conversationId, deliveryId, recipient, fromSeq, toSeq } = mail;
  const seq = await context.database.withTenant(tenantId, async (tx) => {
    const current = await lockConversation(tx, "system", conversationId);
    if (!current || current.customer_erased_at !== null) throw notFound();
    if (await isRecorded(tx, mail)) return null;
    const [appended] = await appendEventsWithin(tx, tenantId, [
      {
        ...{ conversationId, id: deliveryId, kind: "mail.sent", actorType: "system", actorId: null },
        data: { recipient, fromSeq, toSeq },
      },
    ]);
    return requireAppended(appended).seq;
  });
  if (seq !== null) await context.publisher.published([{ tenantId, conversationId, seq }]);
}

async function isRecorded(tx: TenantTx, { conversationId, deliveryId, toSeq }: SentMail): Promise<boolean> {
  const known = await tx
    .selectFrom("events")
    .select("seq")
    .where("conversation_id", "=", conversationId)
    .where("seq", ">", toSeq)
    .where("id", "=", deliveryId)
    .executeTakeFirst();
  return known !== undefined;
}
