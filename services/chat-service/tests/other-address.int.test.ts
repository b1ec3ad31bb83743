import "@chorus/testing/provided";
import { until } from "@chorus/testing/until";
import { SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startChat, type Chat, type Customer, type Tenant } from "./harness.ts";

const FORMER = "stranger@shop.test";
const RIGHT = "cara@shop.test";

let chat: Chat;
let tenant: Tenant;
let customer: Customer;
let conversationId: string;

beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat[Symbol.asyncDispose]());
/** An answer that was not read, about which nothing is left to decide. */
beforeEach(async () => {
  tenant = await chat.tenant();
  customer = await chat.customer(tenant);
  conversationId = await chat.conversation(customer, "Where is my tent?");
  await chat.asOwner(`update customers set email = '${FORMER}' where id = '${customer.id}'`);
  await chat.send(tenant.owner.token, conversationId, "It is on its way");
  await until(async () => (await decisions()).length === 1);
  await chat.asOwner(`update tasks set finished_at = now() where tenant_id = '${tenant.id}'`);
});

function decisions() {
  return chat.database.readTenant(tenant.id, (tx) =>
    tx
      .selectFrom("tasks")
      .select(["payload", "first_seq"])
      .where("name", "=", "notification.decide")
      .where("dedup_key", "=", `message.unread.${conversationId}`)
      .where("finished_at", "is", null)
      .execute(),
  );
}

async function signIn() {
  const path = "/api/v1/tenant/identity-secret";
  const { secret } = (await chat.request("POST", path, { token: tenant.owner.token })).body;
  const nowSeconds = Math.floor(Date.now() / 1_000);
  const identityToken = await new SignJWT({ email: RIGHT })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject("customer-66")
    .setAudience(tenant.widgetKey)
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + 600)
    .sign(new TextEncoder().encode(secret));
  return startSession({ identityToken });
}

const startSession = (body: object) =>
  chat.request("POST", "/api/v1/widget/sessions", {
    body: { tenantKey: tenant.widgetKey, deviceToken: customer.deviceToken, ...body },
  });
const patch = (body: object) =>
  chat.request("PATCH", `/api/v1/customers/${customer.id}`, { token: tenant.owner.token, body });

test.each([
  ["somebody of the desk enters another address", () => patch({ email: RIGHT })],
  ["somebody of the desk enters a number", () => patch({ phone: "+49 1522 8817386" })],
  ["the customer enters another address", () => startSession({ profile: { email: RIGHT } })],
  ["the customer signs in with another address", signIn],
])("what is unread is decided about again when %s", async (_, change) => {
  expect((await change()).status).toBeLessThan(300);
  const [decision] = await until(async () => {
    const found = await decisions();
    return found.length > 0 ? found : null;
  });
  expect(decision).toMatchObject({ first_seq: 1, payload: { kind: "message.unread", conversationId } });
});

test.each([
  ["the same address is entered", () => patch({ email: FORMER.toUpperCase() })],
  ["the address is removed", () => patch({ email: null })],
  ["only the name is changed", () => patch({ name: "Cara" })],
])("nothing is decided when %s", async (_, change) => {
  expect((await change()).status).toBe(200);
  const written = await chat.database.readTenant(tenant.id, (tx) =>
    tx.selectFrom("outbox").select("id").where("topic", "=", "message.unread").execute(),
  );
  expect(written).toEqual([]);
});

test("nothing is decided about what was read", async () => {
  await chat.request("PUT", `/api/v1/conversations/${conversationId}/receipts`, {
    token: customer.token,
    body: { readSeq: 99 },
  });
  expect((await patch({ email: RIGHT })).status).toBe(200);
  const written = await chat.database.readTenant(tenant.id, (tx) =>
    tx.selectFrom("outbox").select("id").where("topic", "=", "message.unread").execute(),
  );
  expect(written).toEqual([]);
});
