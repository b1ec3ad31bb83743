import "@chorus/testing/provided";
import { randomUUID } from "node:crypto";
import { developmentVapidKeys } from "@chorus/doubles/development-accounts";
import { startPushDouble, type PushDouble } from "@chorus/doubles/push/server";
import { startTwilioDouble, type TwilioDouble } from "@chorus/doubles/twilio/server";
import { until } from "@chorus/testing/until";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { MINUTE_MS, startNotifications, type Notifications } from "./harness.ts";

/** The wake-ups of a worker whose clock runs ahead wait in real time. */
const PATIENCE = { timeoutMs: 40_000 };
const ACCOUNT = { accountSid: `AC${"0".repeat(32)}`, authToken: "an-auth-token", from: "+15005550006" };
const { publicKey, privateKey } = developmentVapidKeys();

let all: Notifications;
let phones: TwilioDouble;
let browsers: PushDouble;
beforeAll(async () => {
  phones = await startTwilioDouble({ port: 0, ...ACCOUNT });
  browsers = await startPushDouble({ port: 0 });
  all = await startNotifications(10, {
    TWILIO_ACCOUNT_SID: ACCOUNT.accountSid,
    TWILIO_AUTH_TOKEN: ACCOUNT.authToken,
    TWILIO_FROM: ACCOUNT.from,
    TWILIO_BASE_URL: phones.url,
    SMS_COUNTRIES: "DE",
    VAPID_PUBLIC_KEY: publicKey,
    VAPID_PRIVATE_KEY: privateKey,
    PUSH_DOUBLE_URL: browsers.url,
  });
});
afterAll(async () => {
  await all[Symbol.asyncDispose]();
  await phones[Symbol.asyncDispose]();
  await browsers[Symbol.asyncDispose]();
});
beforeEach(() => {
  release();
  all.rewind();
});

type Channel = "sms" | "push";
type Tenant = Awaited<ReturnType<Notifications["talk"]>>["tenant"];

const UNREAD = "message.unread";

const ended = (tenantId: string, channel: Channel, event: string, status: string) =>
  until(async () => {
    const found = await all.deliveries(tenantId, { channel });
    return found.find((one) => one.event === event && one.status === status);
  }, PATIENCE);

/** The providers take what is sent only later. */
function hold(): void {
  for (const { control } of [phones, browsers]) control.set({ failureRate: 1, failureCode: 503 });
}

/** They take it again, and whatever is held is due. */
function release(): void {
  for (const { control } of [phones, browsers]) control.set({});
  all.pass(30 * MINUTE_MS);
}

async function asked(method: string, path: string, token: string, body?: object): Promise<void> {
  const { status } = await all.chat.request(method, path, { token, ...(body ? { body } : {}) });
  expect(status).toBeLessThan(300);
}

const suspend = (tenant: Tenant) =>
  asked("POST", `/api/v1/tenants/${tenant.id}/suspend`, all.chat.config.secrets.operatorKey);
const ban = (tenant: Tenant, customer: { id: string }) =>
  asked("POST", `/api/v1/customers/${customer.id}/ban`, tenant.owner.token);
const disable = (tenant: Tenant, person: { id: string }) =>
  asked("PATCH", `/api/v1/users/${person.id}`, tenant.owner.token, { disabled: true });
const turnOff = ({ token }: { token: string }, event: string, channel: Channel) =>
  asked("PATCH", "/api/v1/notification-preferences", token, { events: { [event]: { [channel]: false } } });

/** A browser that wants push messages. @returns how many it has got that say so */
async function subscribe(token: string) {
  const { id, endpoint, keys } = browsers.subscribe();
  const made = await all.post("/api/v1/push-subscriptions", token, { endpoint, keys, expirationTime: null });
  expect(made.status).toBe(201);
  return (words: string) =>
    browsers.messages.filter(({ subscriptionId, text }) => subscriptionId === id && text.includes(words)).length;
}

let lastNumber = 0;
/** A number of the customer's, in a block of its own. @returns how many text messages it has got */
async function givePhone(tenant: Tenant, customer: { id: string; token: string }) {
  lastNumber += 1;
  const phone = `+4917${String(lastNumber).padStart(2, "0")}2345678`;
  await asked("PATCH", `/api/v1/customers/${customer.id}`, tenant.owner.token, { phone });
  const body = { events: { [UNREAD]: { sms: true } } };
  await asked("PATCH", "/api/v1/notification-preferences", customer.token, body);
  return () => phones.messages.filter(({ to }) => to === phone).length;
}

/** A customer without a mail address whose answer is held on this channel. */
async function heldAnswer(channel: Channel) {
  const tenant = await all.chat.tenant();
  const customer = await all.chat.customer(tenant);
  const conversationId = await all.chat.conversation(customer);
  const countOf = channel === "sms" ? await givePhone(tenant, customer) : await subscribe(customer.token);
  hold();
  await all.chat.send(tenant.owner.token, conversationId, "Your code is 4711.");
  await all.dispatched(tenant.id, conversationId);
  all.pass(MINUTE_MS);
  await ended(tenant.id, channel, UNREAD, "held");
  all.rewind();
  return { tenant, customer, conversationId, count: () => countOf("") };
}

describe.each(["sms", "push"] as const)("what waits for its provider (%s) does not go to", (channel) => {
  test("a customer who was banned meanwhile; who was not gets it once", async () => {
    const other = await heldAnswer(channel);
    release();
    await ended(other.tenant.id, channel, UNREAD, "sent");
    expect(other.count()).toBe(1);
    all.rewind();
    const { tenant, customer, count } = await heldAnswer(channel);
    await ban(tenant, customer);
    release();
    expect((await ended(tenant.id, channel, UNREAD, "cancelled")).why).toMatchObject({ code: "customer_banned" });
    expect(count()).toBe(0);
  });

  test("a customer who was erased meanwhile", async () => {
    const { tenant, customer, count } = await heldAnswer(channel);
    await asked("POST", `/api/v1/customers/${customer.id}/erase`, tenant.owner.token);
    release();
    await ended(tenant.id, channel, UNREAD, "cancelled");
    expect(count()).toBe(0);
  });

  test("a customer of a company that was suspended meanwhile", async () => {
    const { tenant, count } = await heldAnswer(channel);
    await suspend(tenant);
    release();
    expect((await ended(tenant.id, channel, UNREAD, "cancelled")).why).toMatchObject({ code: "company_suspended" });
    expect(count()).toBe(0);
  });

  test("a customer who has chosen meanwhile to get none", async () => {
    const { tenant, customer, count } = await heldAnswer(channel);
    await turnOff(customer, UNREAD, channel);
    release();
    expect((await ended(tenant.id, channel, UNREAD, "cancelled")).why).toMatchObject({ code: "not_chosen" });
    expect(count()).toBe(0);
  });

  test("a customer who has read it meanwhile", async () => {
    const { tenant, customer, conversationId, count } = await heldAnswer(channel);
    await asked("PUT", `/api/v1/conversations/${conversationId}/receipts`, customer.token, { readSeq: 99 });
    release();
    expect((await ended(tenant.id, channel, UNREAD, "cancelled")).why).toMatchObject({ code: "nothing_left" });
    expect(count()).toBe(0);
  });

  test("anybody of a company that is suspended before it is decided", async () => {
    const tenant = await all.chat.tenant();
    const customer = await all.chat.customer(tenant);
    const conversationId = await all.chat.conversation(customer);
    await (channel === "sms" ? givePhone(tenant, customer) : subscribe(customer.token));
    await all.chat.send(tenant.owner.token, conversationId, "It is on its way");
    await all.dispatched(tenant.id, conversationId);
    await suspend(tenant);
    all.pass(MINUTE_MS);
    await all.settled(tenant.id, conversationId);
    expect(await all.deliveries(tenant.id, { channel })).toEqual([]);
  });
});

describe("a push message to the desk that waits for its service does not come", () => {
  /** Anna's browser, and what it was to be told of a conversation that she was given. */
  async function heldForAnna() {
    const { tenant, conversationId } = await all.talk();
    const anna = await all.chat.person(tenant, "agent", "Anna");
    const countOf = await subscribe(anna.token);
    hold();
    await assign(tenant, conversationId, anna);
    await until(async () => (await all.deliveries(tenant.id, { channel: "in_app" })).length > 0);
    all.pass(MINUTE_MS);
    await ended(tenant.id, "push", "conversation.assigned", "held");
    all.rewind();
    return { tenant, conversationId, anna, count: () => countOf("assigned you") };
  }
  const assign = (tenant: Tenant, conversationId: string, { id: agentId }: { id: string }) =>
    asked("POST", `/api/v1/conversations/${conversationId}/assign`, tenant.owner.token, { agentId });

  test("to an agent who was disabled meanwhile, about what they were given; to who was not it does", async () => {
    const other = await heldForAnna();
    release();
    await ended(other.tenant.id, "push", "conversation.assigned", "sent");
    expect(other.count()).toBe(1);
    all.rewind();
    const { tenant, anna, count } = await heldForAnna();
    await disable(tenant, anna);
    release();
    const { why } = await ended(tenant.id, "push", "conversation.assigned", "cancelled");
    expect(why).toMatchObject({ code: "recipient_left" });
    expect(count()).toBe(0);
  });

  test("to an agent who has chosen meanwhile to get none", async () => {
    const { tenant, anna, count } = await heldForAnna();
    await turnOff(anna, "conversation.assigned", "push");
    release();
    const { why } = await ended(tenant.id, "push", "conversation.assigned", "cancelled");
    expect(why).toMatchObject({ code: "not_chosen" });
    expect(count()).toBe(0);
  });

  test("to an agent who was disabled meanwhile, with the note that mentions them", async () => {
    const { tenant, conversationId } = await all.talk();
    const anna = await all.chat.person(tenant, "agent", "Anna");
    const countOf = await subscribe(anna.token);
    hold();
    const body = { clientMessageId: randomUUID(), body: "@Anna the safe is behind the picture", kind: "note" };
    await asked("POST", `/api/v1/conversations/${conversationId}/messages`, tenant.owner.token, body);
    await until(async () => (await all.deliveries(tenant.id, { channel: "in_app" })).length > 0);
    all.pass(2 * MINUTE_MS);
    await ended(tenant.id, "push", "conversation.mentioned", "held");
    all.rewind();
    await disable(tenant, anna);
    release();
    const { why } = await ended(tenant.id, "push", "conversation.mentioned", "cancelled");
    expect(why).toMatchObject({ code: "recipient_left" });
    expect(countOf("")).toBe(0);
  });

  test("when the conversation was given to somebody else", async () => {
    const { tenant, conversationId, count } = await heldForAnna();
    await assign(tenant, conversationId, await all.chat.person(tenant, "agent", "Ben"));
    release();
    const { why } = await ended(tenant.id, "push", "conversation.assigned", "cancelled");
    expect(why).toMatchObject({ code: "settled" });
    expect(count()).toBe(0);
  });

  test("when the customer who waits was answered", async () => {
    const { tenant, send } = await all.talk();
    const countOf = await subscribe(tenant.owner.token);
    hold();
    all.pass(3 * MINUTE_MS);
    await ended(tenant.id, "push", "conversation.waiting", "held");
    all.rewind();
    await send("It came this morning.");
    release();
    const { why } = await ended(tenant.id, "push", "conversation.waiting", "cancelled");
    expect(why).toMatchObject({ code: "settled" });
    expect(countOf("")).toBe(0);
  });

  test("from a company that was suspended meanwhile", async () => {
    const { tenant, count } = await heldForAnna();
    await suspend(tenant);
    release();
    const { why } = await ended(tenant.id, "push", "conversation.assigned", "cancelled");
    expect(why).toMatchObject({ code: "company_suspended" });
    expect(count()).toBe(0);
  });
});
