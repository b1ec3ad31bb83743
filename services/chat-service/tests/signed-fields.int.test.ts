import "@chorus/testing/provided";
import { randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startChat, type Chat, type Tenant } from "./harness.ts";

/** What the company's backend signed of a customer is marked field by field: nothing that they said themselves gets the mark. */
let chat: Chat;
let tenant: Tenant;
let secret: string;
let sub: string;

beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat[Symbol.asyncDispose]());
beforeEach(async () => {
  tenant = await chat.tenant();
  secret = (await chat.request("POST", "/api/v1/tenant/identity-secret", { token: tenant.owner.token })).body.secret;
  sub = `customer-${randomUUID()}`;
});

const OWN = { name: "Olivia Berg (CEO)", email: "ceo.victim@bank.test" };
const SIGNED = { name: "Cara Diaz", email: "cara@home.test" };

async function start(body: object) {
  const answer = await chat.request("POST", "/api/v1/widget/sessions", {
    body: { tenantKey: tenant.widgetKey, ...body },
  });
  expect(answer.status).toBe(201);
  return answer.body;
}

/** A session by a token with these claims beside `sub`. */
async function signIn(claims: Record<string, string>, more: object = {}) {
  const identityToken = await new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(sub)
    .setAudience(tenant.widgetKey)
    .setIssuedAt()
    .setExpirationTime("10m")
    .sign(new TextEncoder().encode(secret));
  return start({ identityToken, ...more });
}

async function shown(id: string) {
  const { token } = tenant.owner;
  const { body } = await chat.request("GET", `/api/v1/customers/${id}`, { token });
  const { name, email, verified, emailVerified } = body;
  return { name, email, verified, emailVerified };
}

const correct = (id: string, body: object) =>
  chat.request("PATCH", `/api/v1/customers/${id}`, { token: tenant.owner.token, body });

describe("a visitor who said who they are, and signs in", () => {
  test.each([
    ["nothing", {}, { ...OWN, verified: false, emailVerified: false }],
    ["a name", { name: SIGNED.name }, { ...OWN, name: SIGNED.name, verified: true, emailVerified: false }],
    ["an address", { email: SIGNED.email }, { ...OWN, email: SIGNED.email, verified: false, emailVerified: true }],
    ["both", SIGNED, { ...SIGNED, verified: true, emailVerified: true }],
  ])("with %s signed beside the id: the rest stays, and stays theirs", async (_, claims, expected) => {
    const visitor = await start({ profile: OWN });
    expect(visitor.customer.identified).toBe(false);
    const { customer } = await signIn(claims, { deviceToken: visitor.deviceToken });
    expect(customer.identified).toBe(true);
    expect(customer).toMatchObject({ id: visitor.customer.id, name: expected.name, verified: expected.verified });
    expect(customer.hasEmail).toBe(true);
    expect(await shown(customer.id)).toEqual(expected);
  });

  test("with the id alone, as lists and the desk show their conversation", async () => {
    const visitor = await start({ profile: OWN });
    const device = { id: visitor.customer.id, token: visitor.accessToken, deviceToken: visitor.deviceToken };
    const id = await chat.conversation(device);
    const of = async () =>
      (await chat.request("GET", `/api/v1/conversations/${id}`, { token: tenant.owner.token })).body.customer;
    await signIn({}, { deviceToken: visitor.deviceToken });
    expect(await of()).toEqual({ id: device.id, ...OWN, verified: false, emailVerified: false });
    await signIn({ name: SIGNED.name });
    expect(await of()).toEqual({ id: device.id, ...OWN, name: SIGNED.name, verified: true, emailVerified: false });
  });
});

test("a name that was made up gives way to the signed id", async () => {
  const visitor = await start({ profile: { email: OWN.email } });
  expect(visitor.customer.name).toMatch(/^Visitor /);
  const { customer } = await signIn({}, { deviceToken: visitor.deviceToken });
  expect(customer.id).toBe(visitor.customer.id);
  expect(await shown(customer.id)).toEqual({ name: sub, email: OWN.email, verified: true, emailVerified: false });
});

test.each([
  ["the id alone", {}, { name: true, email: null, emailVerified: false }],
  ["an address", { email: SIGNED.email }, { name: true, email: SIGNED.email, emailVerified: true }],
])("somebody new with %s signed is shown by the id", async (_, claims, { email, emailVerified }) => {
  const { customer } = await signIn(claims);
  expect(await shown(customer.id)).toEqual({ name: sub, email, verified: true, emailVerified });
});

test("what was signed before stays signed when a later token says less", async () => {
  const { customer } = await signIn(SIGNED);
  await signIn({});
  expect(await shown(customer.id)).toEqual({ ...SIGNED, verified: true, emailVerified: true });
  await signIn({ name: "Cara D." });
  expect(await shown(customer.id)).toEqual({ ...SIGNED, name: "Cara D.", verified: true, emailVerified: true });
});

test("what was never signed does not become so with the next token that leaves it out", async () => {
  const visitor = await start({ profile: OWN });
  const { customer } = await signIn({}, { deviceToken: visitor.deviceToken });
  await signIn({}, { deviceToken: visitor.deviceToken });
  await signIn({});
  expect(await shown(customer.id)).toEqual({ ...OWN, verified: false, emailVerified: false });
});

describe("somebody of the desk corrects", () => {
  test.each([
    ["the name", { name: "Kara" }, { ...SIGNED, name: "Kara", verified: false, emailVerified: true }],
    ["the address", { email: "k@x.test" }, { ...SIGNED, email: "k@x.test", verified: true, emailVerified: false }],
    ["the address away", { email: null }, { ...SIGNED, email: null, verified: true, emailVerified: false }],
    ["the number", { phone: "+49 152 28817386" }, { ...SIGNED, verified: true, emailVerified: true }],
  ])("%s: that alone is no longer signed, until it is again", async (_, body, expected) => {
    const { customer } = await signIn(SIGNED);
    const answer = await correct(customer.id, body);
    expect(answer.body).toMatchObject(expected);
    await signIn({});
    expect(await shown(customer.id)).toEqual(expected);
    await signIn(SIGNED);
    expect(await shown(customer.id)).toEqual({ ...SIGNED, verified: true, emailVerified: true });
  });
});

test("saving what was signed changes nothing, in capitals and with blanks around it, and is no change in the audit log", async () => {
  const { customer } = await signIn({ name: SIGNED.name, email: "Cara@Home.test" });
  const before = await shown(customer.id);
  expect(before).toMatchObject({ verified: true, emailVerified: true });
  for (const body of [SIGNED, { name: `  ${SIGNED.name} `, email: "CARA@home.test" }, { phone: null }, {}])
    expect((await correct(customer.id, body)).status).toBe(200);
  expect(await shown(customer.id)).toEqual(before);
  const audit = async () =>
    (await chat.request("GET", "/api/v1/audit-log", { token: tenant.owner.token })).body.items.filter(
      ({ action }: { action: string }) => action === "customer.update",
    );
  expect(await audit()).toEqual([]);
  const number = "+49 152 28817386";
  await correct(customer.id, { ...SIGNED, phone: number });
  await correct(customer.id, { ...SIGNED, phone: number });
  expect(await audit()).toMatchObject([{ detail: { fields: ["phone"] } }]);
  expect(await shown(customer.id)).toEqual(before);
});

describe("a customer who signed in says in the widget", () => {
  test("where to answer, which no token said: it is kept as theirs", async () => {
    const { customer, deviceToken } = await signIn({ name: SIGNED.name });
    const left = await start({ deviceToken, profile: OWN });
    expect(left.customer).toMatchObject({ id: customer.id, name: SIGNED.name, verified: true, hasEmail: true });
    expect(await shown(customer.id)).toEqual({ ...OWN, name: SIGNED.name, verified: true, emailVerified: false });
  });

  test("another name or address than the signed ones: they stay", async () => {
    const { customer, deviceToken } = await signIn(SIGNED);
    await start({ deviceToken, profile: OWN });
    expect(await shown(customer.id)).toEqual({ ...SIGNED, verified: true, emailVerified: true });
  });

  test("another name than the desk's: it is theirs, and the signed address stays", async () => {
    const { customer, deviceToken } = await signIn(SIGNED);
    await correct(customer.id, { name: "Kara" });
    await start({ deviceToken, profile: OWN });
    expect(await shown(customer.id)).toEqual({
      ...SIGNED,
      name: OWN.name,
      verified: false,
      emailVerified: true,
    });
  });
});

test("where a copy of the conversation should go is the customer's own word, under a signed name too", async () => {
  const { customer, accessToken: token, deviceToken } = await signIn({ name: SIGNED.name });
  const id = await chat.conversation({ id: customer.id, token, deviceToken });
  await chat.send(tenant.owner.token, id, "It is on its way");
  // As a process of the release before leaves it when somebody of the desk removes the address.
  await chat.asOwner(`update customers set email_verified = true where id = '${customer.id}'`);
  const path = `/api/v1/conversations/${id}/transcript`;
  expect((await chat.request("POST", path, { token, body: { email: OWN.email } })).status).toBe(202);
  expect(await shown(customer.id)).toEqual({ ...OWN, name: SIGNED.name, verified: true, emailVerified: false });
  await signIn(SIGNED);
  expect((await chat.request("POST", path, { token, body: {} })).body.recipient).toBe(SIGNED.email);
  expect(await shown(customer.id)).toEqual({ ...SIGNED, verified: true, emailVerified: true });
});

test("an erased customer keeps no mark", async () => {
  const { customer } = await signIn(SIGNED);
  await chat.request("POST", `/api/v1/customers/${customer.id}/erase`, { token: tenant.owner.token });
  expect(await shown(customer.id)).toMatchObject({ email: null, verified: false, emailVerified: false });
});

test("the marks are in the customer's export", async () => {
  const { customer } = await signIn(SIGNED);
  const { token } = tenant.owner;
  const { body } = await chat.request("GET", `/api/v1/customers/${customer.id}/export`, { token });
  expect(body.customer).toMatchObject({ ...SIGNED, verified: true, emailVerified: true });
  expect(body.records.customers).toMatchObject([{ verified: true, emailVerified: true }]);
});
