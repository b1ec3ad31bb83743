import "@chorus/testing/provided";
import { randomUUID } from "node:crypto";
import { until } from "@chorus/testing/until";
import { SignJWT } from "jose";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startChat, type Chat, type Tenant } from "./harness.ts";
import { whileLocked } from "./while-locked.ts";

let chat: Chat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat[Symbol.asyncDispose]());

const session = (tenant: Tenant, body: object) =>
  chat.request("POST", "/api/v1/widget/sessions", { body: { tenantKey: tenant.widgetKey, ...body } });

/** Signs identities of one person of the tenant's. */
async function identities(tenant: Tenant, claims: { name: string; email: string }): Promise<() => Promise<string>> {
  const { body } = await chat.request("POST", "/api/v1/tenant/identity-secret", { token: tenant.owner.token });
  return () =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: "HS256" })
      .setSubject(`subject-${claims.name}`)
      .setAudience(tenant.widgetKey)
      .setIssuedAt()
      .setExpirationTime("10m")
      .sign(new TextEncoder().encode(body.secret));
}

/** Rows of the outbox that somebody has still to mark. */
async function outboxBacklog(): Promise<number> {
  const { rows } = await chat.database.withSystem((tx) =>
    sql<{ backlog: number }>`select (unpublished + undispatched)::integer as backlog from outbox_backlog()`.execute(tx),
  );
  return rows[0]?.backlog ?? 0;
}

/** Begins a session while the erasure of a customer waits for one of their conversations. */
async function beginWhileErased(tenant: Tenant, customer: { id: string; token: string }, body: object) {
  const conversationId = await chat.conversation({ ...customer, deviceToken: "" });
  const [erased, begun] = await whileLocked(
    chat,
    `select from conversations where id = '${conversationId}' for update`,
    async (untilWaiting) => {
      const erasing = chat.request("POST", `/api/v1/customers/${customer.id}/erase`, { token: tenant.owner.token });
      await untilWaiting(1);
      const beginning = session(tenant, body);
      await untilWaiting(2);
      return [erasing, beginning] as const;
    },
  );
  expect([erased.status, begun.status]).toEqual([200, 201]);
  expect(begun.body.customer.id).not.toBe(customer.id);
  const row = await chat.database.readTenant(tenant.id, (tx) =>
    tx
      .selectFrom("customers")
      .select(["name", "email", "external_id", "last_seen_at", "verified"])
      .where("id", "=", customer.id)
      .executeTakeFirstOrThrow(),
  );
  expect(row).toMatchObject({ email: null, external_id: null, last_seen_at: null });
  const devices = await chat.database.readTenant(tenant.id, (tx) =>
    tx.selectFrom("devices").select("id").where("customer_id", "=", customer.id).execute(),
  );
  expect(devices).toEqual([]);
  return { row, begun };
}

test("what a device says while its customer is erased is of a new visitor", async () => {
  const tenant = await chat.tenant();
  const customer = await chat.customer(tenant);
  const name = `canary-${randomUUID()}`;
  const { row, begun } = await beginWhileErased(tenant, customer, {
    deviceToken: customer.deviceToken,
    profile: { name, email: `${name}@shop.test` },
  });
  expect(row.name).not.toBe(name);
  expect(begun.body.customer).toMatchObject({ name, hasEmail: true, verified: false });
  expect(begun.body.deviceToken).not.toBe(customer.deviceToken);
});

test.each([
  ["on the same device", true],
  ["on another device", false],
])("an identity that is signed while its customer is erased is a new customer's, %s", async (_, isSameDevice) => {
  const tenant = await chat.tenant();
  const name = `canary-${randomUUID()}`;
  const sign = await identities(tenant, { name, email: `${name}@shop.test` });
  const { body: first } = await session(tenant, { identityToken: await sign() });
  const { row, begun } = await beginWhileErased(
    tenant,
    { id: first.customer.id, token: first.accessToken },
    { identityToken: await sign(), ...(isSameDevice ? { deviceToken: first.deviceToken } : {}) },
  );
  expect(row.name).not.toBe(name);
  expect(begun.body.customer).toMatchObject({ name, hasEmail: true, verified: true });
});

test("a device that ends while its session begins is unknown, and nothing fails", async () => {
  const tenant = await chat.tenant();
  const sign = await identities(tenant, { name: "Cara", email: "cara@shop.test" });
  const { body: first } = await session(tenant, { identityToken: await sign() });
  // Relay and dispatcher would wait for the table, too.
  await until(async () => (await outboxBacklog()) === 0);
  const [ended, begun] = await whileLocked(chat, `lock table outbox in share mode`, async (untilWaiting) => {
    const ending = chat.request("POST", "/api/v1/widget/sessions/end", {
      body: { tenantKey: tenant.widgetKey, deviceToken: first.deviceToken },
    });
    await untilWaiting(1);
    const beginning = session(tenant, { identityToken: await sign(), deviceToken: first.deviceToken });
    await untilWaiting(2);
    return [ending, beginning] as const;
  });
  expect([ended.status, begun.status]).toEqual([204, 201]);
  expect(begun.body.customer.id).toBe(first.customer.id);
  expect(begun.body.deviceToken).not.toBe(first.deviceToken);
});

test("sessions of one identity that begin at once, on known devices and new ones, are all of the same customer", async () => {
  const tenant = await chat.tenant();
  const sign = await identities(tenant, { name: "Cara", email: "cara@shop.test" });
  const { body: first } = await session(tenant, { identityToken: await sign() });
  const begun = await Promise.all(
    [0, 1, 2, 3, 4, 5, 6, 7].map(async (number) =>
      session(tenant, { identityToken: await sign(), ...(number % 2 ? { deviceToken: first.deviceToken } : {}) }),
    ),
  );
  expect(begun.map(({ status }) => status)).toEqual(begun.map(() => 201));
  expect(new Set(begun.map(({ body }) => body.customer.id))).toEqual(new Set([first.customer.id]));
});
