import type { TenantTx } from "@chorus/database/database";
import { mailLanguage } from "../../templates/languages.ts";
import { shownOf, unreadMessages } from "../../templates/unread-messages.ts";
import type { DeliveryRow } from "../channel.ts";
import { questionBefore, topicOf } from "./conversation-topic.ts";
import { conversationUrl, type MailContext, type WrittenMail } from "./mail-context.ts";
import { readUnread } from "../read-unread.ts";

/** What the customer has not read; null when there is nothing left. */
export async function writeUnread(
  context: MailContext,
  tx: TenantTx,
  delivery: DeliveryRow,
): Promise<WrittenMail | null> {
  const customer = await tx
    .selectFrom("customers")
    .select(["locale", "erased_at"])
    .where("id", "=", delivery.recipient_id)
    .executeTakeFirst();
  if (!customer || customer.erased_at) return null;
  const messages = await readUnread(tx, delivery);
  const [first] = messages;
  if (!first) return null;
  const { tenant, keptSubject } = context;
  const conversationId = delivery.conversation_id ?? "";
  const openUrl = conversationUrl(context, delivery);
  const mail = await unreadMessages({
    keptSubject,
    topic: keptSubject === null ? await topicOf(tx, conversationId) : null,
    question: await questionBefore(tx, conversationId, first.seq),
    language: mailLanguage(customer.locale),
    tenant,
    messages,
    openUrl,
    canAnswer: context.config.replies !== null,
    unsubscribeUrl: context.unsubscribeUrl ?? "",
  });
  const shown = shownOf(messages, openUrl);
  const sent = { fromSeq: first.seq, toSeq: shown.at(-1)?.seq ?? first.seq };
  // Without a link, nothing leads to what is not in the mail.
  return { ...mail, messages: sent, leavesRest: openUrl === null && shown.length < messages.length };
}
