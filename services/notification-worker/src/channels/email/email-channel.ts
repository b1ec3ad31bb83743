import { replyAddress } from "@chorus/auth/reply-address";
import { unsubscribeToken } from "@chorus/auth/unsubscribe-link";
import { formatReason } from "@chorus/contracts/entities/delivery-reasons";
import { CHOSEN_EVENTS, type ChosenEvent } from "@chorus/contracts/entities/notification-preferences";
import type { Clock } from "@chorus/kernel/clock";
import type { NotificationConfig } from "../../config.ts";
import { createBreaker } from "@chorus/kernel/breaker";
import { type Channel, type DeliveryRow, type Outcome, PROVIDER_BREAKER } from "../channel.ts";
import { readTenant } from "../tenant.ts";
import { keepSubject, keptSubject } from "./thread-subject.ts";
import { isOneAddress } from "./mail-addresses.ts";
import type { Mailer } from "./mailer.ts";
import { writeMail } from "./write-mail.ts";

/** Mail over SMTP. */
export function createEmailChannel(config: NotificationConfig, clock: Clock, mailer: Mailer): Channel {
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
      const send = await mailer.prepare({
        ...{ id: `delivery-${delivery.id}`, at: delivery.created_at, to: delivery.address, from: tenant.teamName },
        ...{ mail: { ...mail, subject }, ...replyToOf(config, delivery) },
        thread: delivery.conversation_id && `conversation-${delivery.conversation_id}`,
        headers: unsubscribeHeaders(unsubscribeUrl),
      });
      return {
        ...(mail.leavesRest && mail.messages ? { toSeq: mail.messages.toSeq } : {}),
        async send(): Promise<Outcome> {
          const outcome = await send();
          return outcome.status === "sent" ? { ...outcome, messages: mail.messages ?? null } : outcome;
        },
      };
    },
    close: async () => mailer.close(),
  };
}

function unsubscribeHeaders(url: string | null): Record<string, string> {
  if (url === null) return {};
  return { "List-Unsubscribe": `<${url}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
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
    address: delivery.address,
  });
  return `${config.publicUrl}/u/${token}`;
}
