import "@chorus/testing/provided";
import { randomUUID } from "node:crypto";
import { periodOf, warnedPeriodOf } from "@chorus/contracts/quotas";
import { until } from "@chorus/testing/until";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { MINUTE_MS, startNotifications, type Notifications } from "./harness.ts";

/** The wake-ups of a worker whose clock runs ahead wait in real time. */
const PATIENCE = { timeoutMs: 40_000 };

let all: Notifications;
beforeAll(async () => {
  all = await startNotifications(3);
});
afterAll(async () => {
  await all[Symbol.asyncDispose]();
});
beforeEach(() => {
  all.mailbox.control.set({});
  all.rewind();
});

const newAddress = (name: string) => `${name}-${randomUUID().slice(0, 8)}@shop.test`;

type Talk = Awaited<ReturnType<Notifications["talk"]>>;

/** A customer whose address is a stranger's, and a message whose mail has ended as `status` or waits. */
async function toStranger(failureCode: number, status: string) {
  const talk = await all.talk(newAddress("stranger"));
  all.mailbox.control.set({ failureRate: 1, failureCode });
  await talk.send("Your secret code is 4711.");
  await all.dispatched(talk.tenant.id, talk.conversationId);
  all.pass(MINUTE_MS);
  const delivery = await deliveryTo(talk, talk.email, status);
  all.mailbox.control.set({});
  all.rewind();
  return { ...talk, delivery, right: newAddress("right") };
}

const deliveryTo = (talk: Talk, recipient: string, status: string) =>
  until(async () => {
    const [delivery] = await all.deliveries(talk.tenant.id, { recipient });
    return delivery?.status === status ? delivery : null;
  }, PATIENCE);

async function correct(talk: Talk, email: string): Promise<void> {
  const path = `/api/v1/customers/${talk.customer.id}`;
  const { status } = await all.chat.request("PATCH", path, { token: talk.tenant.owner.token, body: { email } });
  expect(status).toBe(200);
}

test(
  "a mail that waits goes to the corrected address, once, and never to the former",
  { timeout: 120_000 },
  async () => {
    const talk = await toStranger(451, "held");
    await correct(talk, talk.right);
    all.pass(MINUTE_MS);
    expect((await all.mailTo(talk.right)).Text).toContain("4711");
    all.pass(30 * MINUTE_MS);
    const cancelled = await deliveryTo(talk, talk.email, "cancelled");
    expect(cancelled).toMatchObject({ why: { code: "address_changed" } });
    await all.settled(talk.tenant.id, talk.conversationId);
    expect(all.mailsTo(talk.right)).toHaveLength(1);
    expect(all.mailsTo(talk.email)).toEqual([]);
  },
);

test("a mail that was refused goes to the corrected address by itself; trying it again goes nowhere else", async () => {
  const talk = await toStranger(554, "failed");
  await correct(talk, talk.right);
  all.pass(MINUTE_MS);
  expect((await all.mailTo(talk.right)).Text).toContain("4711");
  await deliveryTo(talk, talk.right, "sent");
  all.rewind();
  const retried = await all.post(`/api/v1/deliveries/${talk.delivery.id}/retry`, talk.tenant.owner.token);
  expect(retried).toMatchObject({ status: 200, body: { status: "cancelled", why: { code: "address_changed" } } });
  await all.settled(talk.tenant.id, talk.conversationId);
  expect(all.mailsTo(talk.right)).toHaveLength(1);
  expect(all.mailsTo(talk.email)).toEqual([]);
});

test("a mail of unknown outcome that is tried again goes to the corrected address", async () => {
  const talk = await all.talk(newAddress("stranger"));
  all.mailbox.control.set({ vanishes: true });
  await talk.send("Hello?");
  await all.dispatched(talk.tenant.id, talk.conversationId);
  all.pass(MINUTE_MS);
  const unknown = await deliveryTo(talk, talk.email, "unknown");
  all.mailbox.control.set({});
  all.rewind();
  const before = all.mailsTo(talk.email).length;
  const right = newAddress("right");
  await correct(talk, right);
  await all.settled(talk.tenant.id, talk.conversationId);
  // It may have come: nobody but a person sends it again.
  expect(await all.deliveries(talk.tenant.id, { recipient: right })).toEqual([]);
  await all.post(`/api/v1/deliveries/${unknown.id}/retry`, talk.tenant.owner.token);
  all.pass(MINUTE_MS);
  expect((await all.mailTo(right)).Text).toContain("Hello?");
  expect(all.mailsTo(talk.email)).toHaveLength(before);
});

test("what never came is in the next mail to the same address", async () => {
  const talk = await toStranger(554, "failed");
  await talk.send("Are you there?");
  await all.dispatched(talk.tenant.id, talk.conversationId);
  all.pass(MINUTE_MS);
  const { Text } = await all.mailTo(talk.email);
  expect([Text.includes("4711"), Text.includes("Are you there?")]).toEqual([true, true]);
  await all.settled(talk.tenant.id, talk.conversationId);
  all.rewind();
  // Tried again afterwards, it has nothing left that did not come.
  await all.post(`/api/v1/deliveries/${talk.delivery.id}/retry`, talk.tenant.owner.token);
  const again = await until(async () => {
    const found = await all.deliveries(talk.tenant.id, { recipient: talk.email, status: ["cancelled"] });
    return found.find(({ id }) => id === talk.delivery.id);
  }, PATIENCE);
  expect(again.why).toMatchObject({ code: "nothing_left" });
  expect(all.mailsTo(talk.email)).toHaveLength(1);
});

/** Everything of this conversation has happened a month ago. */
async function age({ conversationId }: Talk): Promise<void> {
  for (const table of ["events", "deliveries"])
    await all.chat.asOwner(
      `update ${table} set created_at = created_at - interval '31 days' where conversation_id = '${conversationId}'`,
    );
}

test("what never came a month ago is in no mail any more, neither to the same address nor to a corrected one", async () => {
  const talk = await toStranger(554, "failed");
  await age(talk);
  await talk.send("Are you there?");
  await all.dispatched(talk.tenant.id, talk.conversationId);
  all.pass(MINUTE_MS);
  const mail = await all.mailTo(talk.email);
  expect([mail.Text.includes("4711"), mail.Text.includes("Are you there?")]).toEqual([false, true]);
  await all.settled(talk.tenant.id, talk.conversationId);
  all.rewind();
  all.mailbox.control.set({ failureRate: 1, failureCode: 554 });
  await talk.send("It would be back on Monday.");
  await all.dispatched(talk.tenant.id, talk.conversationId);
  all.pass(MINUTE_MS);
  await until(async () => {
    const found = await all.deliveries(talk.tenant.id, { recipient: talk.email, status: ["failed"] });
    return found.length === 2;
  }, PATIENCE);
  all.mailbox.control.set({});
  all.rewind();
  await correct(talk, talk.right);
  all.pass(MINUTE_MS);
  const corrected = await all.mailTo(talk.right);
  expect([corrected.Text.includes("4711"), corrected.Text.includes("Monday")]).toEqual([false, true]);
});

/** Of the desk, at an address that the mailbox does not know. */
async function unreachable(tenant: Talk["tenant"], role: string, name: string) {
  const person = await all.chat.person(tenant, role, name);
  const email = `nobody@${person.id}.test`;
  await all.chat.asOwner(`update users set email = '${email}' where id = '${person.id}'`);
  return { ...person, email };
}

/** A person gets another address, and somebody tries again what did not come to the former. @returns the new one */
async function readdress(tenant: Talk["tenant"], person: { id: string; email: string }, kind: string): Promise<string> {
  const bounced = await until(async () => {
    const found = await all.deliveries(tenant.id, { recipient: person.email, status: ["bounced"] });
    return found.find(({ event }) => event === kind);
  }, PATIENCE);
  all.rewind();
  const right = newAddress("right");
  await all.chat.asOwner(`update users set email = '${right}' where id = '${person.id}'`);
  await all.post(`/api/v1/deliveries/${bounced.id}/retry`, tenant.owner.token);
  all.pass(2 * MINUTE_MS);
  return right;
}

/** Of this kind, still to be decided about. */
const openTask = (tenantId: string, kind: string) =>
  all.chat.database.readTenant(tenantId, (tx) =>
    tx
      .selectFrom("tasks")
      .select("id")
      .where("name", "=", "notification.decide")
      .where(({ eb, ref }) => eb(ref("payload", "->>").key("kind"), "=", kind))
      .where("finished_at", "is", null)
      .executeTakeFirst(),
  );

const countTo = async (tenantId: string, recipient: string, kind: string) =>
  (await all.deliveries(tenantId, { recipient })).filter(({ event }) => event === kind).length;

test("of several who manage a company only who has another address is warned again", async () => {
  const tenant = await all.chat.tenant();
  const admin = await unreachable(tenant, "admin", "Ada");
  const period = periodOf("mails_per_day", Date.now());
  await all.chat.asOwner(
    `insert into tenant_quotas (tenant_id, quota, period, used, amount, warned_period)
     values ('${tenant.id}', 'mails_per_day', '${period}', 0, 10, '${warnedPeriodOf("mails_per_day", Date.now())}')`,
  );
  const { context } = all.worker;
  await context.database.withTenant(tenant.id, (tx) =>
    context.tasks.enqueue(tx, "notification.decide", {
      ...{ kind: "tenant.quota", conversationId: null, subjectId: null },
    }),
  );
  await all.mailTo(tenant.owner.email);
  const right = await readdress(tenant, admin, "tenant.quota");
  await all.mailTo(right);
  expect(all.mailsTo(tenant.owner.email)).toHaveLength(1);
  expect(await countTo(tenant.id, tenant.owner.email, "tenant.quota")).toBe(1);
});

test("of several whom a note mentions only who has another address is told again", async () => {
  const { tenant, conversationId } = await all.talk();
  const [ben, nora] = [await unreachable(tenant, "agent", "Ben"), await unreachable(tenant, "agent", "Nora")];
  const body = { events: { "conversation.mentioned": { in_app: false, push: false, email: true } } };
  for (const { token } of [ben, nora])
    await all.chat.request("PATCH", "/api/v1/notification-preferences", { token, body });
  await all.chat.send(tenant.owner.token, conversationId, "@Ben @Nora, do we have the lid?", "note");
  // The task has to be there before its minute passes.
  await until(() => openTask(tenant.id, "conversation.mentioned"));
  all.pass(2 * MINUTE_MS);
  await until(async () => (await countTo(tenant.id, nora.email, "conversation.mentioned")) > 0, PATIENCE);
  const right = await readdress(tenant, ben, "conversation.mentioned");
  await all.mailTo(right);
  expect(await countTo(tenant.id, nora.email, "conversation.mentioned")).toBe(1);
});

test("of a closed conversation nobody is told because its former assignee has another address", async () => {
  const { tenant, conversationId } = await all.talk();
  const anna = await unreachable(tenant, "agent", "Anna");
  const cora = await all.chat.person(tenant, "agent", "Cora");
  const body = { events: { "conversation.closed": { in_app: false, email: true } } };
  for (const { token } of [anna, cora])
    await all.chat.request("PATCH", "/api/v1/notification-preferences", { token, body });
  const path = `/api/v1/conversations/${conversationId}`;
  const { token } = tenant.owner;
  await all.chat.request("POST", `${path}/assign`, { token, body: { agentId: anna.id } });
  await all.chat.request("POST", `${path}/close`, { token, body: {} });
  await until(() => openTask(tenant.id, "conversation.closed"));
  all.pass(2 * MINUTE_MS);
  await until(async () => (await countTo(tenant.id, anna.email, "conversation.closed")) > 0, PATIENCE);
  await all.chat.asOwner(`update conversations set assignee_id = '${cora.id}' where id = '${conversationId}'`);
  await readdress(tenant, anna, "conversation.closed");
  await all.settled(tenant.id, conversationId, "conversation.closed");
  expect(await countTo(tenant.id, cora.email, "conversation.closed")).toBe(0);
});

test("who gives an address in the chat is mailed what they left unread", async () => {
  const tenant = await all.chat.tenant();
  const customer = await all.chat.customer(tenant);
  const conversationId = await all.chat.conversation(customer);
  await all.chat.send(tenant.owner.token, conversationId, "It is on its way");
  await all.dispatched(tenant.id, conversationId);
  all.pass(MINUTE_MS);
  await all.settled(tenant.id, conversationId);
  all.rewind();
  const email = newAddress("cara");
  const { deviceToken } = customer;
  const profile = { email };
  await all.chat.request("POST", "/api/v1/widget/sessions", {
    body: { tenantKey: tenant.widgetKey, deviceToken, profile },
  });
  all.pass(MINUTE_MS);
  expect((await all.mailTo(email)).Text).toContain("It is on its way");
});

test("a copy of the conversation that waits goes to the corrected address", { timeout: 120_000 }, async () => {
  const talk = await all.talk(newAddress("stranger"));
  await talk.send("It is on its way");
  all.mailbox.control.set({ failureRate: 1, failureCode: 451 });
  const path = `/api/v1/conversations/${talk.conversationId}/transcript`;
  await all.chat.request("POST", path, { token: talk.customer.token, body: {} });
  await deliveryTo(talk, talk.email, "held");
  const right = newAddress("right");
  await correct(talk, right);
  all.mailbox.control.set({});
  all.pass(15 * MINUTE_MS);
  await until(() => all.mailsTo(right).some(({ Subject }) => Subject.startsWith("Your conversation with")), PATIENCE);
  expect(all.mailsTo(talk.email)).toEqual([]);
});
