import { randomBytes, randomInt } from "node:crypto";

/** In every text of the customer; whatever still has it was not erased. */
export const mark = `cn${randomBytes(6).toString("hex")}`;
/** In texts of the customer that stay, in books that name nobody any more. */
const kept = `bk${randomBytes(6).toString("hex")}`;
/** These take no free text. */
export const phone = `+4915228${randomInt(100_000, 999_999)}`;
export const locale = `de-x-${randomBytes(4).toString("hex")}`;
export const timeZone = "Antarctica/Troll";

/** A text for each column that holds some of a customer. */
export const CANARIES: Record<string, string> = {
  "customers.external_id": `${mark}-external-id`,
  "customers.name": `${mark}-name`,
  "customers.email": `${mark}-mail@home.test`,
  "customers.phone": phone,
  "customers.locale": locale,
  "customers.attributes": `${mark}-attribute`,
  "devices.user_agent": `${mark}-browser`,
  "devices.time_zone": timeZone,
  "idempotency_keys.key": `${mark}-key`,
  "idempotency_keys.answer": `${mark}-name`,
  "conversations.subject": `${mark}-subject`,
  "conversations.tags": `${mark}-tag`,
  "conversations.last_message": `${mark}-last`,
  "conversations.rating_comment": `${mark}-comment`,
  "events.actor_name": `${mark}-name`,
  "events.data": `${mark}-quoted`,
  "summaries.sections": `${mark}-summary`,
  "summary_feedback.reason": `${mark}-feedback`,
  "search_documents.body": `${mark}-found`,
  "deliveries.address": `${mark}-mail@home.test`,
  "deliveries.reason": `${mark}-refused`,
  "deliveries.provider_id": `${mark}-provider`,
  "deliveries.mail_subject": `${mark}-mail-subject`,
  "delivery_steps.detail": `${mark}-detail`,
  "notification_preferences.settings": `${mark}-preference`,
  "suppressions.address": `${mark}-mail@home.test`,
  "suppressions.reason": `${mark}-bounced`,
  "stopped_emails.address": `${mark}-mail@home.test`,
  "push_subscriptions.endpoint": `https://push.test/${mark}-endpoint`,
  "push_subscriptions.p256dh": `${mark}-p256dh`,
  "files.name": `${mark}-file.pdf`,
  "commerce.carts.shipping_address": `${mark}-cart-street`,
  "commerce.cart_coupons.code": `${kept}-code`,
  "commerce.promotion_uses.code": `${kept}-code`,
  "commerce.promotion_uses.name": `${kept}-promotion`,
  "commerce.orders.shipping_address": `${mark}-street`,
  "commerce.orders.tags": `${mark}-order-tag`,
  "commerce.order_lines.sku": `${kept}-sku`,
  "commerce.order_lines.name": `${kept}-goods`,
  "commerce.order_lines.options": `${kept}-size`,
  "commerce.payments.method": `${kept}-method`,
  "commerce.order_events.old": `${mark}-old-tag`,
  "commerce.order_events.new": `${mark}-new-tag`,
  "commerce.order_events.reason": `${mark}-order-reason`,
  "commerce.order_notes.body": `${mark}-order-note`,
};

export const canary = (column: string) => CANARIES[column]!;
