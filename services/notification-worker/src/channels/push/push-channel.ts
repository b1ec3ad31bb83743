import { formatReason } from "@chorus/contracts/entities/delivery-reasons";
import type { TenantTx } from "@chorus/database/database";
import type { Clock } from "@chorus/kernel/clock";
import { cutText } from "@chorus/contracts/cut-text";
import type { NotificationConfig } from "../../config.ts";
import { createBreaker } from "@chorus/kernel/breaker";
import { type Channel, type DeliveryRow, type Outcome, PROVIDER_BREAKER } from "../channel.ts";
import { readTenant } from "../tenant.ts";
import { writeMail } from "../email/write-mail.ts";
import { createPushSender, type PushConfig } from "./push-client.ts";

/** Push messages to browsers. They contain the subject; the text is read in the desk. */
export function createPushChannel(config: NotificationConfig, push: PushConfig, clock: Clock): Channel {
  const send = createPushSender(push);
  return {
    provider: "web push",
    breaker: createBreaker(clock, PROVIDER_BREAKER),
    async compose(tx, delivery) {
      const subscription = await findSubscription(tx, delivery);
      if (!subscription) return { send: null, status: "cancelled", reason: formatReason("push_ended") };
      const tenant = await readTenant(tx);
      // It has neither a subject nor a link to end it.
      const context = { config, tenant, unsubscribeUrl: null, keptSubject: "", nowMs: clock.now() };
      const mail = await writeMail(context, tx, delivery);
      if (!mail) return { send: null, status: "cancelled", reason: formatReason("nothing_left") };
      const about = delivery.conversation_id ?? delivery.id;
      const isCustomer = delivery.recipient_type === "customer";
      const payload = JSON.stringify({
        title: tenant.teamName,
        body: cutText(mail.notice, 200),
        // The newest about a conversation replaces earlier ones.
        tag: about,
        url: isCustomer
          ? tenant.siteUrl
          : delivery.conversation_id
            ? `/conversations/${delivery.conversation_id}`
            : "/",
      });
      const topic = about.replaceAll("-", "");
      const { endpoint, p256dh, auth } = subscription;
      return {
        async send(signal): Promise<Outcome> {
          return send({ subscription: { endpoint, keys: { p256dh, auth } }, payload, topic }, signal);
        },
      };
    },
    forget: (tx, { address }) => tx.deleteFrom("push_subscriptions").where("endpoint", "=", address).execute(),
    async close() {
      // No connections are kept open between messages.
    },
  };
}

function findSubscription(tx: TenantTx, { address, recipient_id }: DeliveryRow) {
  return tx
    .selectFrom("push_subscriptions")
    .select(["endpoint", "p256dh", "auth"])
    .where("endpoint", "=", address)
    .where("person_id", "=", recipient_id)
    .executeTakeFirst();
}
