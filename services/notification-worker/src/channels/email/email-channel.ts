import { replyAddress } from "@chorus/auth/reply-address";
import { unsubscribeToken } from "@chorus/auth/unsubscribe-link";
import { cutText } from "@chorus/contracts/cut-text";
import { formatReason } from "@chorus/contracts/entities/delivery-reasons";
import { CHOSEN_EVENTS, type ChosenEvent } from "@chorus/contracts/entities/notification-preferences";
import MailComposer from "nodemailer/lib/mail-composer/index.js";
import type { Clock } from "@chorus/kernel/clock";
import type { NotificationConfig } from "../../config.ts";
import { createBreaker } from "@chorus/kernel/breaker";
import type { Mail } from "../../templates/mail.ts";
import { type Channel, type DeliveryRow, type Outcome, PROVIDER_BREAKER } from "../channel.ts";
import { classifySmtp } from "./classify.ts";
import { readTenant, type TenantFacts } from "../tenant.ts";
import { keepSubject, keptSubject } from "./thread-subject.ts";
import { isOneAddress, senderName } from "./mail-addresses.ts";
import { createSmtpConnections } from "./smtp-connections.ts";
import { writeMail } from "./write-mail.ts";

/** Mail over SMTP. */
export function createEmailChannel(config: NotificationConfig, clock: Clock): Channel {
  const connections = createSmtpConnections(config.email.smtpUrl);
  return {
    provider: "smtp",
    breaker: createBreaker(clock, PROVIDER_BREAKER),
    async compose(tx, delivery) {
      if (!isOneAddress(delivery.address))
        return { send: null, status: "bounced", reason: formatReason("not_one_address") };
      const tenant = await readTenant(tx);
      const unsubscribeUrl = unsubscribeUrlOf(config, delivery);
      const kept = await keptSubject(tx, delivery);
      const context = { config, tenant, unsubscribeUrl, keptSubject: kept, nowMs: clock.now() };
      const mail = await writeMail(context, tx, delivery);
      if (!mail) return { send: null, status: "cancelled", reason: formatReason("nothing_left") };
      const subject = kept ?? mail.subject;
      await keepSubject(tx, delivery, subject);
      const message = compose(config, { delivery, tenant, mail: { ...mail, subject }, unsubscribeUrl });
      // Built first, so that an error is found before the server is asked.
      const text = await message.build();
      return {
        ...(mail.leavesRest && mail.messages ? { toSeq: mail.messages.toSeq } : {}),
        async send(): Promise<Outcome> {
          try {
            const answer = await connections.send({ from: config.email.from, to: delivery.address }, text);
            return {
              status: "sent",
              providerId: message.messageId(),
              detail: formatReason("accepted", { words: cutText(answer, 200) }),
              messages: mail.messages ?? null,
            };
          } catch (error) {
            return classifySmtp(error);
          }
        },
      };
    },
    async close() {
      connections.close();
    },
  };
}

function compose(
  config: NotificationConfig,
  {
    delivery,
    tenant,
    mail,
    unsubscribeUrl,
  }: {
    delivery: DeliveryRow;
    tenant: TenantFacts;
    mail: Mail;
    unsubscribeUrl: string | null;
  },
) {
  const domain = config.email.from.split("@")[1] ?? "localhost";
  const conversation = delivery.conversation_id && `<conversation-${delivery.conversation_id}@${domain}>`;
  return new MailComposer({
    // No part of a message or name may become a header or a second address.
    from: { name: senderName(tenant.teamName), address: config.email.from },
    to: { name: "", address: delivery.address },
    ...replyToOf(config, delivery),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    // The same delivery has the same Message-ID, also for a server that gets it twice.
    messageId: `<delivery-${delivery.id}@${domain}>`,
    date: delivery.created_at,
    ...(conversation ? { inReplyTo: conversation, references: conversation } : {}),
    headers: {
      "Auto-Submitted": "auto-generated",
      ...(unsubscribeUrl
        ? { "List-Unsubscribe": `<${unsubscribeUrl}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" }
        : {}),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
}

/** A customer's reply goes to the conversation. */
function replyToOf(config: NotificationConfig, delivery: DeliveryRow) {
  const { conversation_id: conversationId } = delivery;
  if (!config.replies || conversationId === null || delivery.recipient_type !== "customer") return {};
  return { replyTo: replyAddress(config.secrets.links, config.replies.mailbox, conversationId) };
}

/** For mails that people can turn off; a password link, for instance, cannot be unsubscribed from. */
function unsubscribeUrlOf(config: NotificationConfig, delivery: DeliveryRow): string | null {
  const event = CHOSEN_EVENTS.find((candidate): candidate is ChosenEvent => candidate === delivery.kind);
  if (!event) return null;
  const token = unsubscribeToken(config.secrets.links, {
    tenantId: delivery.tenant_id,
    personId: delivery.recipient_id,
    event,
  });
  return `${config.publicUrl}/u/${token}`;
}
