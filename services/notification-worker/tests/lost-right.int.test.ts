import "@chorus/testing/provided";
import { randomUUID } from "node:crypto";
import { until } from "@chorus/testing/until";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PASSWORD } from "../../chat-service/tests/harness.ts";
import { givenToAnna } from "./given-to-anna.ts";
import { MINUTE_MS, startNotifications, type Notifications } from "./harness.ts";

/** The wake-ups of a worker whose clock runs ahead wait in real time. */
const PATIENCE = { timeoutMs: 40_000 };

let all: Notifications;
beforeAll(async () => {
  all = await startNotifications(2);
});
afterAll(async () => {
  await all[Symbol.asyncDispose]();
});
beforeEach(() => {
  all.mailbox.control.set({});
  all.rewind();
});

const mailTo = (tenantId: string, recipient: string, status: string, event?: string) =>
  until(async () => {
    const found = await all.deliveries(tenantId, { recipient, channel: "email" });
    return found.find((one) => one.status === status && (event === undefined || one.event === event));
  }, PATIENCE);

/** The mail server takes mails only later. */
const holdMails = () => all.mailbox.control.set({ failureRate: 1, failureCode: 451 });

/** It takes them again, and whatever is held is due. */
function release(): void {
  all.mailbox.control.set({});
  all.pass(30 * MINUTE_MS);
}

const suspend = async (tenantId: string) => {
  const token = all.chat.config.secrets.operatorKey;
  const { status } = await all.chat.request("POST", `/api/v1/tenants/${tenantId}/suspend`, { token });
  expect(status).toBe(200);
};

type Talk = Awaited<ReturnType<Notifications["talk"]>>;

async function answer({ tenant, conversationId, send }: Talk, text: string): Promise<void> {
  await send(text);
  await all.dispatched(tenant.id, conversationId);
  all.pass(MINUTE_MS);
}

async function chooseNone(token: string, event: string): Promise<void> {
  const body = { events: { [event]: { email: false } } };
  expect((await all.chat.request("PATCH", "/api/v1/notification-preferences", { token, body })).status).toBe(200);
}

/** A customer whose mail about an answer is held. */
async function heldAnswer() {
  const talk = await all.talk();
  holdMails();
  await answer(talk, "Your code is 4711.");
  await mailTo(talk.tenant.id, talk.email, "held");
  all.rewind();
  return talk;
}

describe("a mail that waits for the mail server does not go to", () => {
  test("an agent who was disabled meanwhile, with the note that mentions them", async () => {
    const { tenant, conversationId } = await all.talk();
    const anna = await all.chat.person(tenant, "agent", "Anna");
    holdMails();
    const path = `/api/v1/conversations/${conversationId}/messages`;
    const body = { clientMessageId: randomUUID(), body: "@Anna the safe is behind the picture", kind: "note" };
    expect((await all.chat.request("POST", path, { token: tenant.owner.token, body })).status).toBeLessThan(300);
    all.pass(2 * MINUTE_MS);
    await mailTo(tenant.id, anna.email, "held", "conversation.mentioned");
    all.rewind();
    const disabled = await all.chat.request("PATCH", `/api/v1/users/${anna.id}`, {
      ...{ token: tenant.owner.token, body: { disabled: true } },
    });
    expect(disabled.status).toBe(200);
    release();
    const cancelled = await mailTo(tenant.id, anna.email, "cancelled", "conversation.mentioned");
    expect(cancelled.why).toMatchObject({ code: "recipient_left" });
    expect(all.mailsTo(anna.email).filter(({ Text }) => Text.includes("picture"))).toEqual([]);
  });

  test("an agent who was disabled meanwhile, about what they were given", async () => {
    const { tenant, anna } = await givenToAnna(all);
    holdMails();
    all.pass(2 * MINUTE_MS);
    await mailTo(tenant.id, anna.email, "held", "conversation.assigned");
    all.rewind();
    await all.chat.request("PATCH", `/api/v1/users/${anna.id}`, {
      ...{ token: tenant.owner.token, body: { disabled: true } },
    });
    release();
    const cancelled = await mailTo(tenant.id, anna.email, "cancelled", "conversation.assigned");
    expect(cancelled.why).toMatchObject({ code: "recipient_left" });
  });

  test("a customer who was banned meanwhile", async () => {
    const { tenant, customer, email } = await heldAnswer();
    const path = `/api/v1/customers/${customer.id}/ban`;
    expect((await all.chat.request("POST", path, { token: tenant.owner.token })).status).toBe(200);
    release();
    expect((await mailTo(tenant.id, email, "cancelled")).why).toMatchObject({ code: "customer_banned" });
    expect(all.mailsTo(email)).toEqual([]);
  });

  test("a customer of a company that was suspended meanwhile", async () => {
    const { tenant, email } = await heldAnswer();
    await suspend(tenant.id);
    release();
    expect((await mailTo(tenant.id, email, "cancelled")).why).toMatchObject({ code: "company_suspended" });
    expect(all.mailsTo(email)).toEqual([]);
  });

  test("a customer who has chosen meanwhile to get none", async () => {
    const { tenant, customer, email } = await heldAnswer();
    await chooseNone(customer.token, "message.unread");
    release();
    expect((await mailTo(tenant.id, email, "cancelled")).why).toMatchObject({ code: "not_chosen" });
    expect(all.mailsTo(email)).toEqual([]);
  });

  test("a customer who has unsubscribed meanwhile, by an earlier mail", async () => {
    const talk = await all.talk();
    await answer(talk, "It is on its way");
    const [, link = ""] = /<(.+)>/.exec((await all.mailTo(talk.email)).Headers["list-unsubscribe"] ?? "") ?? [];
    all.rewind();
    holdMails();
    await answer(talk, "Your code is 4711.");
    await mailTo(talk.tenant.id, talk.email, "held");
    all.rewind();
    const body = new URLSearchParams({ "List-Unsubscribe": "One-Click" });
    expect((await fetch(all.worker.url + new URL(link).pathname, { method: "POST", body })).status).toBe(200);
    release();
    expect((await mailTo(talk.tenant.id, talk.email, "cancelled")).why).toMatchObject({ code: "not_chosen" });
    expect(all.mailsTo(talk.email)).toHaveLength(1);
  });

  test("a customer of a company that turned these mails off meanwhile", async () => {
    const { tenant, email } = await heldAnswer();
    const body = { notifications: { events: { "message.unread": { email: false } } } };
    const path = "/api/v1/tenant";
    expect((await all.chat.request("PATCH", path, { token: tenant.owner.token, body })).status).toBe(200);
    release();
    expect((await mailTo(tenant.id, email, "cancelled")).why).toMatchObject({ code: "not_chosen" });
    expect(all.mailsTo(email)).toEqual([]);
  });

  test("an agent who has chosen meanwhile to get none", async () => {
    const { tenant, anna } = await givenToAnna(all);
    holdMails();
    all.pass(2 * MINUTE_MS);
    await mailTo(tenant.id, anna.email, "held", "conversation.assigned");
    all.rewind();
    await chooseNone(anna.token, "conversation.assigned");
    release();
    const cancelled = await mailTo(tenant.id, anna.email, "cancelled", "conversation.assigned");
    expect(cancelled.why).toMatchObject({ code: "not_chosen" });
    expect(all.mailsTo(anna.email)).toEqual([]);
  });
});

test("a copy of the conversation that waits comes also to who has turned all mails off: they have asked for it", async () => {
  const talk = await all.talk();
  await chooseNone(talk.customer.token, "message.unread");
  await talk.send("It is on its way");
  holdMails();
  const path = `/api/v1/conversations/${talk.conversationId}/transcript`;
  const asked = await all.chat.request("POST", path, { token: talk.customer.token, body: {} });
  expect(asked.status).toBe(202);
  await mailTo(talk.tenant.id, talk.email, "held", "conversation.transcript");
  release();
  await mailTo(talk.tenant.id, talk.email, "sent", "conversation.transcript");
  expect(all.mailsTo(talk.email)).toHaveLength(1);
});

describe("a mail to the desk that waits for the mail server is over when", () => {
  /** A customer waits for the owner, whose mail about it is held. */
  async function heldForOwner() {
    const talk = await all.talk();
    holdMails();
    all.pass(3 * MINUTE_MS);
    await mailTo(talk.tenant.id, talk.tenant.owner.email, "held", "conversation.waiting");
    all.rewind();
    return talk;
  }

  test("the customer who waits has been answered, and not before", async () => {
    const { owner, id } = (await heldForOwner()).tenant;
    release();
    await mailTo(id, owner.email, "sent", "conversation.waiting");
    all.rewind();
    const { tenant, send } = await heldForOwner();
    await send("It came this morning.");
    release();
    const { why } = await mailTo(tenant.id, tenant.owner.email, "cancelled", "conversation.waiting");
    expect(why).toMatchObject({ code: "settled" });
    expect(all.mailsTo(tenant.owner.email)).toEqual([]);
  });

  test("the conversation has been given to somebody else", async () => {
    const { tenant, conversationId, anna } = await givenToAnna(all);
    holdMails();
    all.pass(3 * MINUTE_MS);
    await mailTo(tenant.id, anna.email, "held", "conversation.assigned");
    all.rewind();
    const ben = await all.chat.person(tenant, "agent", "Ben");
    const path = `/api/v1/conversations/${conversationId}/assign`;
    await all.chat.request("POST", path, { token: tenant.owner.token, body: { agentId: ben.id } });
    release();
    const { why } = await mailTo(tenant.id, anna.email, "cancelled", "conversation.assigned");
    expect(why).toMatchObject({ code: "settled" });
  });
});

describe("while a company is suspended", () => {
  test("its people still hear of the security of their account, and get no link that leads nowhere", async () => {
    const tenant = await all.chat.tenant();
    const ana = await all.chat.person(tenant, "agent", "Ana");
    holdMails();
    const invited = `new@${tenant.slug}.test`;
    await all.chat.request("POST", "/api/v1/users", {
      ...{ token: tenant.owner.token, body: { name: "Nina", email: invited, role: "agent" } },
    });
    const change = { current: PASSWORD, password: "a staple for the battery" };
    await all.chat.request("POST", "/api/v1/users/me/password", { token: ana.token, body: change });
    await mailTo(tenant.id, invited, "held");
    await mailTo(tenant.id, ana.email, "held");
    await suspend(tenant.id);
    release();
    expect((await mailTo(tenant.id, invited, "cancelled")).why).toMatchObject({ code: "company_suspended" });
    expect((await all.mailTo(ana.email)).Subject).toContain("password");
    expect(all.mailsTo(invited)).toEqual([]);
  });

  test("nothing is decided that nobody may be told", async () => {
    const talk = await all.talk();
    await talk.send("It is on its way");
    await all.dispatched(talk.tenant.id, talk.conversationId);
    await suspend(talk.tenant.id);
    all.pass(MINUTE_MS);
    await all.settled(talk.tenant.id, talk.conversationId);
    expect(await all.deliveries(talk.tenant.id, { recipient: talk.email })).toEqual([]);
  });
});
