import "@chorus/testing/provided";
import { randomUUID } from "node:crypto";
import { conversationLinkToken } from "@chorus/auth/conversation-link";
import { SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startChat, type Chat, type Tenant, type Customer } from "./harness.ts";

const ADDRESS = "cara@shop.test";

let chat: Chat;
let tenant: Tenant;
let customer: Customer;
let conversationId: string;
let linkToken: string;

beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat[Symbol.asyncDispose]());
beforeEach(async () => {
  tenant = await chat.tenant();
  customer = await chat.customer(tenant);
  conversationId = await chat.conversation(customer, "Where is my tent?");
  await chat.asOwner(`update customers set email = '${ADDRESS}' where id = '${customer.id}'`);
  linkToken = tokenFor(conversationId);
});

function tokenFor(id: string, atMs = Date.now(), secret = chat.config.secrets.links) {
  const link = { tenantId: tenant.id, customerId: customer.id, conversationId: id, address: ADDRESS };
  return conversationLinkToken(secret, link, atMs);
}

const start = (body: object) =>
  chat.request("POST", "/api/v1/widget/sessions", { body: { tenantKey: tenant.widgetKey, ...body } });
const get = (path: string, token: string) => chat.request("GET", `/api/v1/${path}`, { token });
const close = (id: string) =>
  chat.request("POST", `/api/v1/conversations/${id}/close`, { token: tenant.owner.token, body: {} });

test("opens its conversation on another device, reads, writes, and is the same after a reload", async () => {
  const phone = (await start({ linkToken, profile: { name: "Mallory", email: "mallory@evil.test" } })).body;
  expect(phone).toMatchObject({
    isLinked: true,
    customer: { id: customer.id, name: "Cara" },
    conversation: { id: conversationId },
  });
  const log = await get(`conversations/${conversationId}/messages`, phone.accessToken);
  expect(log.body.items).toMatchObject([{ body: "Where is my tent?" }]);
  expect((await chat.send(phone.accessToken, conversationId, "Found it")).status).toBe(201);
  const again = (await start({ deviceToken: phone.deviceToken })).body;
  expect(again).toMatchObject({ isLinked: true, conversation: { id: conversationId } });
  const refresh = { tenantKey: tenant.widgetKey, deviceToken: phone.deviceToken };
  const refreshed = await chat.request("POST", "/api/v1/widget/sessions/refresh", { body: refresh });
  expect((await get("conversations", refreshed.body.accessToken)).status).toBe(403);
});

test("of a mail that was sent before links had a secret of their own opens it, too", async () => {
  const old = await start({ linkToken: tokenFor(conversationId, Date.now(), chat.config.secrets.chorus) });
  expect(old.body).toMatchObject({ isLinked: true, conversation: { id: conversationId } });
  const forged = await start({ linkToken: tokenFor(conversationId, Date.now(), "a secret that nobody has ever had") });
  expect(forged.status).toBe(404);
});

test.each([
  ["the desk corrects it", "carla@shop.test"],
  ["the desk takes it away", null],
])(
  "of a mail to an address that the customer has no longer opens nothing, and ends what it opened: %s",
  async (_, email) => {
    const stranger = (await start({ linkToken })).body;
    const corrected = await chat.request("PATCH", `/api/v1/customers/${customer.id}`, {
      token: tenant.owner.token,
      body: { email },
    });
    expect(corrected.status).toBe(200);
    expect((await get(`conversations/${conversationId}/messages`, stranger.accessToken)).status).toBe(401);
    const refresh = { tenantKey: tenant.widgetKey, deviceToken: stranger.deviceToken };
    expect((await chat.request("POST", "/api/v1/widget/sessions/refresh", { body: refresh })).status).toBe(401);
    expect((await start({ linkToken })).status).toBe(404);
    // The customer's own browser goes on.
    expect((await get(`conversations/${conversationId}/messages`, customer.token)).status).toBe(200);
  },
);

test("when the customers themselves give another address, links to the former one open nothing", async () => {
  const stranger = (await start({ linkToken })).body;
  const changed = await start({ deviceToken: customer.deviceToken, profile: { email: "carla@shop.test" } });
  expect(changed.body.customer.id).toBe(customer.id);
  expect((await get(`conversations/${conversationId}/messages`, stranger.accessToken)).status).toBe(401);
  expect((await start({ linkToken })).status).toBe(404);
});

test("opens nothing else: no list, no other conversation of the same customer, no new one, no settings", async () => {
  await close(conversationId);
  const later = await chat.conversation(customer, "A secret");
  const phone = (await start({ linkToken })).body;
  expect(phone.conversation).toMatchObject({ id: conversationId, status: "closed" });
  const refused = [
    await get("conversations", phone.accessToken),
    await get(`conversations/${later}`, phone.accessToken),
    await get(`conversations/${later}/messages`, phone.accessToken),
    await get("notification-preferences", phone.accessToken),
    await chat.request("POST", "/api/v1/conversations", { token: phone.accessToken, body: {} }),
    await chat.send(phone.accessToken, later, "Hello"),
  ];
  expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403]);
  expect(refused.map(({ text }) => text).join("")).not.toContain("A secret");
});

test("takes nothing from the customer, however often it is opened and whatever is sent with it", async () => {
  const linked = await Promise.all(Array.from({ length: 25 }, () => start({ linkToken })));
  expect(linked.map(({ status }) => status)).toEqual(linked.map(() => 201));
  const refresh = { tenantKey: tenant.widgetKey, deviceToken: customer.deviceToken };
  const own = await chat.request("POST", "/api/v1/widget/sessions/refresh", { body: refresh });
  expect(own.status).toBe(200);

  const last = linked.at(-1)?.body.accessToken;
  const sent = await Promise.all(Array.from({ length: 40 }, (_, at) => chat.send(last, conversationId, `Flood ${at}`)));
  expect(sent.some(({ status }) => status === 429)).toBe(true);
  expect((await chat.send(own.body.accessToken, conversationId, "It is me")).status).toBe(201);
});

test("on the customer's own device nothing changes; on somebody else's they stay who they are", async () => {
  const own = (await start({ linkToken, deviceToken: customer.deviceToken })).body;
  expect(own).toMatchObject({
    isLinked: false,
    deviceToken: customer.deviceToken,
    conversation: { id: conversationId },
  });
  const other = await chat.customer(tenant, "Dora");
  const linked = (await start({ linkToken, deviceToken: other.deviceToken })).body;
  expect(linked).toMatchObject({ isLinked: true, customer: { id: customer.id } });
  expect((await start({ deviceToken: other.deviceToken })).body.customer.id).toBe(other.id);
});

test("whoever signs in after following a link does not become the one who wrote", async () => {
  const { secret } = (await chat.request("POST", "/api/v1/tenant/identity-secret", { token: tenant.owner.token })).body;
  const phone = (await start({ linkToken })).body;
  const nowSeconds = Math.floor(Date.now() / 1000);
  const identityToken = await new SignJWT({ name: "Mallory" })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject("customer-66")
    .setAudience(tenant.widgetKey)
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + 600)
    .sign(new TextEncoder().encode(secret));
  const signedIn = (await start({ deviceToken: phone.deviceToken, identityToken })).body;
  expect(signedIn).toMatchObject({ isLinked: false, conversation: null });
  expect(signedIn.customer.id).not.toBe(customer.id);
});

test("expired, forged, another tenant's, of an erased or banned customer: leads nowhere", async () => {
  const old = tokenFor(conversationId, Date.now() - 31 * 24 * 60 * 60_000);
  const elsewhere = await chat.tenant();
  expect((await start({ linkToken: old })).status).toBe(404);
  expect((await start({ linkToken: `${linkToken}x` })).status).toBe(404);
  expect((await start({ linkToken: tokenFor(randomUUID()) })).status).toBe(404);
  expect((await start({ tenantKey: elsewhere.widgetKey, linkToken })).status).toBe(404);
  const admin = { token: tenant.owner.token };
  await chat.request("POST", `/api/v1/customers/${customer.id}/ban`, { ...admin, body: {} });
  expect((await start({ linkToken })).status).toBe(403);
  await chat.request("POST", `/api/v1/customers/${customer.id}/erase`, admin);
  expect((await start({ linkToken })).status).toBe(404);
});
