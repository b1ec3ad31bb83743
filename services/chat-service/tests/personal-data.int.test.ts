import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { appendEvents } from "@chorus/database/append-events";
import type { Database } from "@chorus/database/database";
import { CUSTOMER_TABLES, isAboutCustomer } from "@chorus/database/personal-data";
import { createLogger } from "@chorus/observability/logger";
import { openAsOwner } from "@chorus/testing/owner-connection";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { until } from "@chorus/testing/until";
import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startChat, type Chat, type Tenant } from "./harness.ts";
import { redisTexts } from "./redis-texts.ts";

/** In every text of the customer; whatever still has it was not erased. */
const mark = `cn${randomBytes(6).toString("hex")}`;
/** In texts of the customer that stay, in books that name nobody any more. */
const kept = `bk${randomBytes(6).toString("hex")}`;
/** These take no free text. */
const phone = `+4915228${randomInt(100_000, 999_999)}`;
const locale = `de-x-${randomBytes(4).toString("hex")}`;
const timeZone = "Antarctica/Troll";

const CANARIES: Record<string, string> = {
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
const canary = (column: string) => CANARIES[column]!;

let chat: Chat;
let owner: Database;
let tenant: Tenant;
const logged: string[] = [];

beforeAll(async () => {
  const destination = { write: (line: string) => void logged.push(line) };
  chat = await startChat({
    logger: createLogger({ service: "chat-service", level: "trace", pretty: false, destination }),
  });
  owner = openAsOwner(chat.adminUrl);
  tenant = await chat.tenant();
});
afterAll(async () => {
  await owner.close();
  await chat[Symbol.asyncDispose]();
});

/** Columns of customers that hold texts, from the inventory and the catalogue. */
async function personalTexts(): Promise<string[]> {
  const rows = await owner.statement<{ name: string }>(
    "",
    `select case table_schema when 'public' then '' else table_schema || '.' end || table_name || '.' || column_name as name
     from information_schema.columns
     where table_schema in ('public', 'commerce') and data_type in ('text', 'jsonb', 'ARRAY')`,
    [],
  );
  const texts = new Set(rows.map(({ name }) => name));
  const personal = CUSTOMER_TABLES.flatMap((table) =>
    table.columns.filter(({ holds }) => isAboutCustomer(holds)).map(({ name }) => `${table.name}.${name}`),
  );
  return personal.filter((column) => texts.has(column));
}

/** Of these, those that an erasure leaves. */
function keptTexts(): string[] {
  return CUSTOMER_TABLES.flatMap((table) =>
    table.columns.flatMap(({ name, holds }) =>
      isAboutCustomer(holds) && typeof holds.erased === "object" && "kept" in holds.erased
        ? [`${table.name}.${name}`]
        : [],
    ),
  ).filter((column) => column in CANARIES);
}

async function identityToken(): Promise<string> {
  const { body } = await chat.request("POST", "/api/v1/tenant/identity-secret", { token: tenant.owner.token });
  return new SignJWT({ name: canary("customers.name"), email: canary("customers.email") })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(canary("customers.external_id"))
    .setAudience(tenant.widgetKey)
    .setIssuedAt()
    .setExpirationTime("10m")
    .sign(new TextEncoder().encode(body.secret));
}

/** A customer with something in every field that the inventory knows. */
async function fullCustomer() {
  const session = await chat.request("POST", "/api/v1/widget/sessions", {
    body: { tenantKey: tenant.widgetKey, identityToken: await identityToken(), profile: { locale, timeZone } },
    headers: { "user-agent": canary("devices.user_agent") },
  });
  const customer = {
    id: session.body.customer.id,
    token: session.body.accessToken,
    deviceToken: session.body.deviceToken,
  };
  const keyBody = { name: "Program", scopes: ["conversations:read", "conversations:write", "messages:write"] };
  const apiKey = (await chat.request("POST", "/api/v1/api-keys", { token: tenant.owner.token, body: keyBody })).body;
  const opening = {
    token: apiKey.secret,
    body: { customerId: customer.id },
    headers: { "idempotency-key": `${canary("idempotency_keys.key")}-program` },
  };
  const opened = await chat.request("POST", "/api/v1/conversations", opening);
  const conversationId: string = opened.body.conversation.id;
  const path = `/api/v1/conversations/${conversationId}`;
  const { token } = tenant.owner;
  await chat.request("PATCH", `/api/v1/customers/${customer.id}`, { token, body: { phone } });
  const labels = { subject: canary("conversations.subject"), tags: [canary("conversations.tags")] };
  await chat.request("PATCH", path, { token, body: labels });
  const answer = {
    token,
    body: { clientMessageId: randomUUID(), body: `${mark}-answer` },
    headers: { "idempotency-key": `${canary("idempotency_keys.key")}-desk` },
  };
  const answered = await chat.request("POST", `${path}/messages`, answer);
  await chat.request("PATCH", `${path}/messages/${answered.body.id}`, { token, body: { body: `${mark}-edited` } });
  const gone = await chat.send(token, conversationId, `${mark}-deleted`);
  await chat.request("DELETE", `${path}/messages/${gone.body.id}`, { token });
  await chat.send(token, conversationId, `${mark}-note`, "note");
  const mailed = { body: `${mark}-mailed`, mail: { authenticated: true, quoted: canary("events.data") } };
  const event = { conversationId, actorType: "customer", actorId: customer.id } as const;
  await appendEvents(chat.database, tenant.id, [
    { ...event, id: randomUUID(), kind: "message.created", isPublic: true, data: mailed },
    {
      ...event,
      ...{ id: randomUUID(), kind: "mail.automatic", isPublic: false },
      data: { subject: `${mark}-absent`, body: `${mark}-absence` },
    },
  ]);
  await chat.send(customer.token, conversationId, canary("conversations.last_message"));
  await chat.request("POST", `${path}/transcript`, { token, body: { to: "customer" } });
  const rating = { score: 5, comment: canary("conversations.rating_comment") };
  await chat.request("POST", `${path}/rating`, { token: customer.token, body: rating });
  await writeOthersRows(customer.id, conversationId);
  return { customer, conversationId, opening, answer };
}

/** What the other services write. */
async function writeOthersRows(customerId: string, conversationId: string): Promise<void> {
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
  await writeOrder(customerId);
}

async function writeOrder(customerId: string): Promise<void> {
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

async function isStored(column: string): Promise<boolean> {
  const [, table, name] = /^(.*)\.(.*)$/.exec(column) ?? [];
  const rows = await owner.statement("", `select from ${table} where "${name}"::text like $1 limit 1`, [
    `%${canary(column)}%`,
  ]);
  return rows.length > 0;
}

test("there is a canary for every text of a customer that the inventory knows", async () => {
  expect(Object.keys(CANARIES).toSorted()).toEqual((await personalTexts()).toSorted());
});

describe("a customer with something in every field", () => {
  let full: Awaited<ReturnType<typeof fullCustomer>>;
  let exported: string;

  beforeAll(async () => {
    full = await fullCustomer();
    const path = `/api/v1/customers/${full.customer.id}/export`;
    exported = (await chat.request("GET", path, { token: tenant.owner.token })).text;
  });

  test("has each canary where the inventory says", async () => {
    const missing: string[] = [];
    for (const column of Object.keys(CANARIES)) if (!(await isStored(column))) missing.push(column);
    expect(missing).toEqual([]);
  });

  test("is exported with all that is theirs to see, and nothing that is not", () => {
    const columns = CUSTOMER_TABLES.flatMap((table) =>
      table.columns.flatMap(({ name, holds }) =>
        isAboutCustomer(holds) && `${table.name}.${name}` in CANARIES
          ? [{ text: canary(`${table.name}.${name}`), isExported: holds.exported === true }]
          : [],
      ),
    );
    const shown = new Set(columns.filter(({ isExported }) => isExported).map(({ text }) => text));
    expect([...shown].filter((text) => !exported.includes(text))).toEqual([]);
    // The last message is a message as well.
    shown.add(canary("conversations.last_message"));
    const kept = columns.filter(({ text }) => !shown.has(text));
    expect(kept.filter(({ text }) => exported.includes(text))).toEqual([]);
    for (const word of ["edited", "mailed", "absent", "absence"]) expect(exported).toContain(`${mark}-${word}`);
    for (const word of ["note", "auth", "deleted"]) expect(exported).not.toContain(`${mark}-${word}"`);
    expect(JSON.parse(exported)).toMatchObject({
      customer: { id: full.customer.id },
      conversations: [{ conversation: { id: full.conversationId } }],
      records: {
        commerceCartLines: [{ quantity: 77 }],
        commerceOrderLines: [{ sku: canary("commerce.order_lines.sku"), quantity: 1, total: 100 }],
        commercePayments: [{ method: canary("commerce.payments.method"), amount: 100 }],
      },
    });
  });

  test("is in the tenant's export, with its summaries and deliveries, without credentials", async () => {
    const path = `/api/v1/tenants/${tenant.id}/export`;
    const response = await fetch(chat.url + path, {
      headers: { authorization: `Bearer ${chat.config.secrets.operatorKey}` },
    });
    const lines = (await response.text()).trim().split("\n");
    const tables = new Set(lines.map((line) => JSON.parse(line).table));
    for (const table of ["customers", "events", "summaries", "deliveries", "delivery_steps", "suppressions"])
      expect(tables).toContain(table);
    expect(lines.join("\n")).not.toMatch(/"(password_hash|identity_secret_encrypted|token_hash|auth)":/);
  });

  test("erased, nothing of it is in Postgres, in Redis, in the log, or in a stored answer", async () => {
    const path = `/api/v1/customers/${full.customer.id}/erase`;
    const erased = await chat.request("POST", path, { token: tenant.owner.token });
    expect(erased.status).toBe(200);
    for (const text of [mark, phone, locale, timeZone]) {
      expect(await chat.rowsWith(text)).toEqual([]);
      expect((await redisTexts(testRedisUrl())).filter((entry) => entry.includes(text))).toEqual([]);
      expect(logged.filter((line) => line.includes(text))).toEqual([]);
    }
    expect(logged.length).toBeGreaterThan(0);
    for (const column of keptTexts()) expect([column, await isStored(column)]).toEqual([column, true]);
    // The bytes of the file wait only for whoever deletes what nothing refers to.
    const blobs = await owner.statement("", "select reference_count, sha256 from file_blobs where tenant_id = $1", [
      tenant.id,
    ]);
    expect(blobs).toEqual([{ reference_count: 0, sha256: null }]);
    const again = [
      await chat.request("POST", "/api/v1/conversations", full.opening),
      await chat.request("POST", `/api/v1/conversations/${full.conversationId}/messages`, full.answer),
    ];
    for (const { text } of again) expect(text).not.toContain(`${mark}-name`);
  });

  test("a request that is at work while its customer is erased keeps no answer", async () => {
    const customer = await chat.customer(tenant, `${mark}-late`);
    const conversationId = await chat.conversation(customer);
    const key = randomUUID();
    const writing = chat.request("POST", `/api/v1/conversations/${conversationId}/messages`, {
      token: tenant.owner.token,
      body: { clientMessageId: randomUUID(), body: `${mark}-late` },
      headers: { "idempotency-key": key },
    });
    const erasing = chat.request("POST", `/api/v1/customers/${customer.id}/erase`, { token: tenant.owner.token });
    await Promise.all([writing, erasing]);
    const rows = await owner.statement(
      "",
      "select answer from idempotency_keys where key = $1 and answer is not null",
      [key],
    );
    expect(rows).toEqual([]);
  });
});

test("whoever reads an export slowly keeps no transaction open", async () => {
  const customer = await chat.customer(tenant);
  const conversationId = await chat.conversation(customer);
  const body = "x".repeat(8_000);
  for (let batch = 0; batch < 10; batch++) {
    const items = Array.from({ length: 100 }, () => ({
      ...({ conversationId, id: randomUUID(), kind: "message.created", isPublic: true } as const),
      ...({ actorType: "customer", actorId: customer.id, data: { body } } as const),
    }));
    await appendEvents(chat.database, tenant.id, items);
  }
  const response = await fetch(`${chat.url}/api/v1/customers/${customer.id}/export`, {
    headers: { authorization: `Bearer ${tenant.owner.token}` },
  });
  const reader = response.body!.getReader();
  let read = (await reader.read()).value!.length;
  await until(async () => {
    const rows = await owner.statement(
      "",
      "select from pg_stat_activity where state like 'idle in transaction%' and datname = current_database()",
      [],
    );
    return rows.length === 0;
  });
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    read += value.length;
  }
  expect(read).toBeGreaterThan(8_000_000);
});
