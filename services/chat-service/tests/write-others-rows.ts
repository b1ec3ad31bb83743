import { randomUUID } from "node:crypto";
import type { Database } from "@chorus/database/database";
import { canary, locale, mark } from "./customer-canaries.ts";
import type { Tenant } from "./harness.ts";

/** Of whom rows are written, as the database's owner. */
interface Whose {
  owner: Database;
  tenant: Tenant;
  customerId: string;
}

/** What the other services write of a customer, with the canaries. */
export async function writeOthersRows(whose: Whose & { conversationId: string }): Promise<void> {
  const { owner, tenant, customerId, conversationId } = whose;
  const [task, delivery, summary] = [randomUUID(), randomUUID(), randomUUID()];
  const write = (statement: string, values: unknown[]) => owner.statement("", statement, [tenant.id, ...values]);
  // Nobody who is signed in by a tenant says these.
  await write("update customers set attributes = $3, locale = $4 where tenant_id = $1 and id = $2", [
    customerId,
    { note: canary("customers.attributes") },
    locale,
  ]);
  await write(
    `insert into deliveries (tenant_id, id, task_id, kind, conversation_id, recipient_type, recipient_id, channel, address,
       status, reason, provider_id, mail_subject)
     values ($1, $2, $3, 'test', $4, 'customer', $5, 'email', $6, 'failed', $7, $8, $9)`,
    [
      ...[delivery, task, conversationId, customerId, canary("deliveries.address"), canary("deliveries.reason")],
      ...[canary("deliveries.provider_id"), canary("deliveries.mail_subject")],
    ],
  );
  await write(
    "insert into delivery_steps (tenant_id, delivery_id, number, status, detail) values ($1, $2, 1, 'failed', $3)",
    [delivery, canary("delivery_steps.detail")],
  );
  await write("insert into notification_preferences (tenant_id, person_id, settings) values ($1, $2, $3)", [
    customerId,
    { own: canary("notification_preferences.settings") },
  ]);
  await write("insert into suppressions (tenant_id, channel, address, reason) values ($1, 'email', $2, $3)", [
    canary("suppressions.address"),
    canary("suppressions.reason"),
  ]);
  await write("insert into stopped_emails (tenant_id, address, event) values ($1, $2, 'message.unread')", [
    canary("stopped_emails.address"),
  ]);
  await write(
    `insert into push_subscriptions (tenant_id, id, person_id, endpoint, p256dh, auth) values ($1, $2, $3, $4, $5, $6)`,
    [
      ...[randomUUID(), customerId, canary("push_subscriptions.endpoint")],
      ...[canary("push_subscriptions.p256dh"), `${mark}-auth`],
    ],
  );
  await write(
    `insert into summaries (tenant_id, id, conversation_id, type, covers_seq, is_current, provider, sections, source_hash, duration_ms)
     values ($1, $2, $3, 'brief', 1, true, 'local', $4, '\\x00', 1)`,
    [summary, conversationId, JSON.stringify([{ text: canary("summaries.sections") }])],
  );
  await write(
    "insert into summary_feedback (tenant_id, summary_id, user_id, verdict, reason) values ($1, $2, $3, 'down', $4)",
    [summary, tenant.owner.id, canary("summary_feedback.reason")],
  );
  const blob = randomUUID();
  await write("insert into file_blobs (tenant_id, id, sha256, size_bytes) values ($1, $2, '\\x00', 1)", [blob]);
  await write(
    `insert into files (tenant_id, id, blob_id, name, media_type, size_bytes, uploader_type, uploader_id, customer_id)
     values ($1, $2, $3, $4, 'application/pdf', 1, 'customer', $5, $5)`,
    [randomUUID(), blob, canary("files.name"), customerId],
  );
  await write(
    "insert into search_documents (tenant_id, conversation_id, kind, seq, body) values ($1, $2, 'message', 1, $3)",
    [conversationId, canary("search_documents.body")],
  );
  await writeOrder(whose);
}

async function writeOrder({ owner, tenant, customerId }: Whose): Promise<void> {
  const [cart, order, product, variant] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const write = (statement: string, values: unknown[]) => owner.statement("", statement, [tenant.id, ...values]);
  await write(
    `insert into commerce.carts (tenant_id, id, customer_id, currency, shipping_address) values ($1, $2, $3, 'EUR', $4)`,
    [cart, customerId, { street: canary("commerce.carts.shipping_address") }],
  );
  await write(
    `insert into commerce.orders (tenant_id, id, number, cart_id, customer_id, payment_status, fulfilment_status, currency,
       prices_include_tax, subtotal, discount, shipping, shipping_tax, tax, total, shipping_address, tags, placed_at)
     values ($1, $2, 1001, $3, $4, 'none', 'none', 'EUR', true, 100, 0, 0, 0, 0, 100, $5, $6, now())`,
    [
      ...[order, cart, customerId, { street: canary("commerce.orders.shipping_address") }],
      [canary("commerce.orders.tags")],
    ],
  );
  await write(
    `insert into commerce.products (tenant_id, id, slug, title, tax_class, search_text) values ($1, $2, $3, 'Tent', 'standard', 'tent')`,
    [product, `tent-${product}`],
  );
  await write(
    `insert into commerce.variants (tenant_id, id, product_id, sku, option_key, price, currency) values ($1, $2, $3, $4, '[]', 100, 'EUR')`,
    [variant, product, variant],
  );
  await write("insert into commerce.cart_lines (tenant_id, cart_id, variant_id, quantity) values ($1, $2, $3, 77)", [
    cart,
    variant,
  ]);
  await write(
    `insert into commerce.order_lines (tenant_id, id, order_id, position, variant_id, sku, name, options, quantity, unit, discount,
       tax_rate, tax, total)
     values ($1, $2, $3, 0, $4, $5, $6, $7, 1, 100, 0, 0, 0, 100)`,
    [
      ...[randomUUID(), order, variant, canary("commerce.order_lines.sku"), canary("commerce.order_lines.name")],
      JSON.stringify([{ name: "Size", value: canary("commerce.order_lines.options") }]),
    ],
  );
  const promotion = randomUUID();
  await write(
    `insert into commerce.promotions (tenant_id, id, name, kind, value, currency, needs_coupon, combines, begins_at, created_at, updated_at)
     values ($1, $2, 'A tenth off', 'percent', 1000, 'EUR', true, true, now(), now(), now())`,
    [promotion],
  );
  const code = canary("commerce.cart_coupons.code");
  await write("insert into commerce.coupons (tenant_id, code, promotion_id, created_at) values ($1, $2, $3, now())", [
    code,
    promotion,
  ]);
  await write("insert into commerce.cart_coupons (tenant_id, cart_id, code, added_at) values ($1, $2, $3, now())", [
    cart,
    code,
  ]);
  await write(
    `insert into commerce.promotion_uses (tenant_id, order_id, promotion_id, customer_id, position, name, kind, code, amount, created_at)
     values ($1, $2, $3, $4, 0, $5, 'percent', $6, 10, now())`,
    [order, promotion, customerId, canary("commerce.promotion_uses.name"), canary("commerce.promotion_uses.code")],
  );
  await write(
    `insert into commerce.payments (tenant_id, id, order_id, method, state, amount, currency, created_at)
     values ($1, $2, $3, $4, 'authorized', 100, 'EUR', now())`,
    [randomUUID(), order, canary("commerce.payments.method")],
  );
  await write(
    `insert into commerce.order_events (tenant_id, order_id, number, kind, field, old, new, reason, actor_type, created_at)
     values ($1, $2, 1, 'order.tagged', 'tags', $3, $4, $5, 'user', now())`,
    [
      ...[order, JSON.stringify([canary("commerce.order_events.old")])],
      ...[JSON.stringify([canary("commerce.order_events.new")]), canary("commerce.order_events.reason")],
    ],
  );
  await write(
    "insert into commerce.order_notes (tenant_id, id, order_id, body, actor_type, created_at) values ($1, $2, $3, $4, 'user', now())",
    [randomUUID(), order, canary("commerce.order_notes.body")],
  );
}
