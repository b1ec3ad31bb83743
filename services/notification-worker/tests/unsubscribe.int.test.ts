import "@chorus/testing/provided";
import { randomUUID } from "node:crypto";
import { parseUnsubscribeToken } from "@chorus/auth/unsubscribe-link";
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

/** By the mail program's own button, in the last mail about this event to this address. */
async function pressUnsubscribe(address: string, event = "message.unread"): Promise<void> {
  const link = await until(() =>
    all
      .mailsTo(address)
      .map(linkOf)
      .findLast((path) => eventOf(path) === event),
  );
  const body = new URLSearchParams({ "List-Unsubscribe": "One-Click" });
  const { status } = await fetch(all.worker.url + link, { method: "POST", body });
  expect(status).toBe(200);
}

function linkOf({ Headers }: ReturnType<Notifications["mailsTo"]>[number]): string {
  const [, link] = /<(.+)>/.exec(Headers["list-unsubscribe"] ?? "") ?? [];
  return link === undefined ? "" : new URL(link).pathname;
}

const eventOf = (path: string) => parseUnsubscribeToken(path.slice("/u/".length))?.event;

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

/** Another customer of the same tenant, who has given this address, too. */
async function another({ tenant }: Talk, email: string): Promise<Talk> {
  const { body } = await all.chat.request("POST", "/api/v1/widget/sessions", {
    body: { tenantKey: tenant.widgetKey, profile: { name: "Cara", email } },
  });
  const customer = { id: body.customer.id, token: body.accessToken, deviceToken: "" };
  const conversationId = await all.chat.conversation(customer);
  const send = (text: string) => all.chat.send(tenant.owner.token, conversationId, text);
  return { tenant, customer, conversationId, email, send };
}

async function readEmails({ customer: { token } }: Talk): Promise<boolean> {
  const { body } = await all.chat.request("GET", PREFERENCES, { token });
  return body.events["message.unread"].email;
}

test("it holds for everybody of the company with this address, and no company but this, until one turns it on again", async () => {
  const talk = await all.talk();
  await write(talk, "It is on its way");
  const phone = await another(talk, talk.email.toUpperCase());
  await pressUnsubscribe(talk.email);
  await write(phone, "Hello on your phone");
  expect(all.mailsTo(phone.email)).toEqual([]);
  expect([await readEmails(talk), await readEmails(phone)]).toEqual([false, false]);
  const elsewhere = await all.talk(talk.email);
  expect(await readEmails(elsewhere)).toBe(true);
  const body = { events: { "message.unread": { email: true } } };
  await all.chat.request("PATCH", PREFERENCES, { token: phone.customer.token, body });
  expect([await readEmails(talk), await readEmails(phone)]).toEqual([true, true]);
  await write(talk, "And now?");
  await until(() => textsTo(talk.email).some((text) => text.includes("And now?")));
});

test("a member of the desk who writes as a customer, too, stops the mails of this kind alone", async () => {
  const talk = await all.talk();
  const anna = await all.chat.person(talk.tenant, "agent", "Anna");
  const asCustomer = await another(talk, anna.email);
  await write(asCustomer, "It is on its way");
  await pressUnsubscribe(anna.email);
  const { body } = await all.chat.request("GET", PREFERENCES, { token: anna.token });
  expect(await readEmails(asCustomer)).toBe(false);
  expect(body.events["conversation.assigned"].email).toBe(true);
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
  await pressUnsubscribe(anna.email, "conversation.assigned");
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
  expect(await all.chat.rowsWith(talk.email)).toContain("stopped_emails");
  const erase = { token: talk.tenant.owner.token };
  expect((await all.chat.request("POST", `/api/v1/customers/${talk.customer.id}/erase`, erase)).status).toBe(200);
  await pressUnsubscribe(talk.email);
  expect(await all.chat.rowsWith(talk.email)).toEqual([]);
});

test("what was stopped stays while anybody has the address, is exported to each, and goes with the last", async () => {
  const talk = await all.talk();
  await write(talk, "It is on its way");
  const phone = await another(talk, talk.email.toUpperCase());
  await pressUnsubscribe(talk.email);
  const { token } = talk.tenant.owner;
  const stopped = async ({ customer }: Talk) => {
    const { text } = await all.chat.request("GET", `/api/v1/customers/${customer.id}/export`, { token });
    return JSON.parse(text).records.stoppedEmails;
  };
  const row = expect.objectContaining({ address: talk.email, event: "message.unread" });
  expect(await stopped(talk)).toEqual([row]);
  expect(await stopped(phone)).toEqual([row]);
  const erase = ({ customer }: Talk) => all.chat.request("POST", `/api/v1/customers/${customer.id}/erase`, { token });
  await erase(talk);
  expect(await readEmails(phone)).toBe(false);
  await erase(phone);
  expect(await all.chat.rowsWith(talk.email)).toEqual([]);
});
