import { randomUUID } from "node:crypto";
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
import { canary, CANARIES, locale, mark, phone, timeZone } from "./customer-canaries.ts";
import { redisTexts } from "./redis-texts.ts";
import { writeOthersRows } from "./write-others-rows.ts";

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
  await writeOthersRows({ owner, tenant, customerId: customer.id, conversationId });
  return { customer, conversationId, opening, answer };
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
