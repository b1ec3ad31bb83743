import { appendEvents } from "@chorus/database/append-events";
import { notFound } from "@chorus/kernel/app-error";
import type { ChatContext } from "../../context.ts";

export interface AutomaticMail {
  tenantId: string;
  conversationId: string;
  customerId: string;
  /** Derived from the mail, so that a repeated delivery has the same id. */
  mailId: string;
  subject: string;
  body: string;
}

/** Shows agents an automatic reply from the customer's mail program. The status does not change. @throws AppError `not_found` */
export async function recordAutomaticMail(context: ChatContext, mail: AutomaticMail): Promise<void> {
  const { tenantId, conversationId, customerId, mailId, subject, body } = mail;
  const [appended] = await appendEvents(context.database, tenantId, [
    {
      conversationId,
      id: context.ids.next(),
      kind: "mail.automatic",
      actorType: "customer",
      actorId: customerId,
      clientMessageId: mailId,
      data: { subject, body },
    },
  ]);
  if (appended?.outcome === "duplicate") return;
  if (appended?.outcome !== "appended" || appended.seq === null) throw notFound();
  await context.publisher.published([{ tenantId, conversationId, seq: appended.seq }]);
}
