import "@chorus/testing/provided";
import { randomUUID } from "node:crypto";
import { until } from "@chorus/testing/until";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { MINUTE_MS, startNotifications, type Notifications } from "./harness.ts";

let all: Notifications;
beforeAll(async () => {
  all = await startNotifications(13);
});
afterAll(async () => {
  await all[Symbol.asyncDispose]();
});
beforeEach(() => {
  all.rewind();
});

const PREFERENCES = "/api/v1/notification-preferences";
const newAddress = (name: string) => `${name}-${randomUUID().slice(0, 8)}@shop.test`;

type Talk = Awaited<ReturnType<Notifications["talk"]>>;

/** The desk writes, and a minute later whoever is to be mailed has been. */
async function write(talk: Talk, text: string): Promise<void> {
  await talk.send(text);
  await all.dispatched(talk.tenant.id, talk.conversationId);
  all.pass(MINUTE_MS);
  await all.settled(talk.tenant.id, talk.conversationId);
  await handedOver(talk.tenant.id);
  all.rewind();
}

/** What was decided to be sent was: what is rewound before lies in the future. */
async function handedOver(tenantId: string): Promise<void> {
  await until(async () => (await all.deliveries(tenantId, { status: ["queued"] })).length === 0, { timeoutMs: 40_000 });
}

async function correct(talk: Talk, email: string): Promise<void> {
  const path = `/api/v1/customers/${talk.customer.id}`;
  const { status } = await all.chat.request("PATCH", path, { token: talk.tenant.owner.token, body: { email } });
  expect(status).toBe(200);
}

/** By the mail program's own button, in the last mail to this address. */
async function pressUnsubscribe(address: string): Promise<void> {
  const mail = await until(() => all.mailsTo(address).at(-1));
  const [, link = ""] = /<(.+)>/.exec(mail.Headers["list-unsubscribe"] ?? "") ?? [];
  const body = new URLSearchParams({ "List-Unsubscribe": "One-Click" });
  const { status } = await fetch(all.worker.url + new URL(link).pathname, { method: "POST", body });
  expect(status).toBe(200);
}

const textsTo = (address: string) => all.mailsTo(address).map(({ Text }) => Text);

test("whoever got a mail by mistake stops it there, and the customer gets mails at the right address", async () => {
  const talk = await all.talk(newAddress("stranger"));
  await write(talk, "It is on its way");
  await pressUnsubscribe(talk.email);
  await write(talk, "Are you there?");
  expect(textsTo(talk.email)).toHaveLength(1);
  const right = newAddress("right");
  await correct(talk, right);
  await write(talk, "Hello again");
  await until(() => textsTo(right).some((text) => text.includes("Hello again")));
  expect(textsTo(talk.email)).toHaveLength(1);
});

test("the same when they press only after the address was corrected, and for good", async () => {
  const talk = await all.talk(newAddress("stranger"));
  await write(talk, "It is on its way");
  const right = newAddress("right");
  await all.mailTo(talk.email);
  await correct(talk, right);
  await pressUnsubscribe(talk.email);
  await write(talk, "Are you there?");
  await until(() => textsTo(right).some((text) => text.includes("Are you there?")));
  await correct(talk, talk.email.toUpperCase());
  await write(talk, "Still there?");
  expect(all.mailsTo(talk.email.toUpperCase())).toEqual([]);
  expect(textsTo(talk.email)).toHaveLength(1);
});

test("a customer is unsubscribed in all conversations, reads so, and may turn it on again", async () => {
  const talk = await all.talk();
  await write(talk, "It is on its way");
  await pressUnsubscribe(talk.email);
  await pressUnsubscribe(talk.email);
  const { token } = talk.customer;
  const emails = async () => {
    const { body } = await all.chat.request("GET", PREFERENCES, { token });
    return body.events["message.unread"].email;
  };
  expect(await emails()).toBe(false);
  const close = { token: talk.tenant.owner.token, body: {} };
  await all.chat.request("POST", `/api/v1/conversations/${talk.conversationId}/close`, close);
  const conversationId = await all.chat.conversation(talk.customer);
  const next = { ...talk, conversationId };
  next.send = (body) => all.chat.send(talk.tenant.owner.token, conversationId, body);
  await write(next, "Here as well?");
  expect(textsTo(talk.email)).toHaveLength(1);
  const body = { events: { "message.unread": { email: true } } };
  expect((await all.chat.request("PATCH", PREFERENCES, { token, body })).status).toBe(200);
  expect(await emails()).toBe(true);
  await write(next, "And now?");
  await until(() => textsTo(talk.email).some((text) => text.includes("And now?")));
});

test("a page that sends back what it has read does not stop the mails to another address", async () => {
  const talk = await all.talk(newAddress("stranger"));
  await write(talk, "It is on its way");
  await pressUnsubscribe(talk.email);
  const { token } = talk.customer;
  const { body: read } = await all.chat.request("GET", PREFERENCES, { token });
  const body = { events: { "message.unread": { ...read.events["message.unread"], push: false } } };
  const patched = await all.chat.request("PATCH", PREFERENCES, { token, body });
  expect(patched).toMatchObject({ status: 200, body: { events: { "message.unread": { push: false, email: false } } } });
  const right = newAddress("right");
  await correct(talk, right);
  await write(talk, "Hello again");
  await all.mailTo(right);
});

test("a member of the desk with another address is mailed again", async () => {
  const tenant = await all.chat.tenant();
  const anna = await all.chat.person(tenant, "agent", "Anna");
  const customer = await all.chat.customer(tenant);
  const assign = async () => {
    const conversationId = await all.chat.conversation(customer);
    const path = `/api/v1/conversations/${conversationId}`;
    const { token } = tenant.owner;
    await all.chat.request("POST", `${path}/assign`, { token, body: { agentId: anna.id } });
    all.pass(2 * MINUTE_MS);
    await all.settled(tenant.id, conversationId, "conversation.assigned");
    await handedOver(tenant.id);
    all.rewind();
    await all.chat.request("POST", `${path}/close`, { token, body: {} });
  };
  const mailed = async (recipient: string) => {
    const found = await all.deliveries(tenant.id, { recipient, status: ["sent"] });
    return found.filter(({ event }) => event === "conversation.assigned").length;
  };
  await assign();
  await pressUnsubscribe(anna.email);
  await assign();
  expect(await mailed(anna.email)).toBe(1);
  const right = newAddress("anna");
  await all.chat.asOwner(`update users set email = '${right}' where id = '${anna.id}'`);
  await assign();
  expect(await mailed(right)).toBe(1);
});

test("what a customer has stopped goes with them, and does not come back with a late press", async () => {
  const talk = await all.talk();
  await write(talk, "It is on its way");
  await pressUnsubscribe(talk.email);
  expect(await all.chat.rowsWith(talk.email)).toContain("notification_preferences");
  const erase = { token: talk.tenant.owner.token };
  expect((await all.chat.request("POST", `/api/v1/customers/${talk.customer.id}/erase`, erase)).status).toBe(200);
  await pressUnsubscribe(talk.email);
  expect(await all.chat.rowsWith(talk.email)).toEqual([]);
});
