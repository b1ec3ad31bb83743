import "@chorus/testing/provided";
import { randomUUID } from "node:crypto";
import { until } from "@chorus/testing/until";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { givenToAnna, inAppOf } from "./given-to-anna.ts";
import { MINUTE_MS, startNotifications, type Notifications } from "./harness.ts";

let all: Notifications;
beforeAll(async () => {
  all = await startNotifications(10);
});
afterAll(async () => {
  await all[Symbol.asyncDispose]();
});
beforeEach(() => {
  all.mailbox.control.set({});
  all.rewind();
});

test("when whoever had a waiting customer cannot answer any more, somebody who can is told", async () => {
  for (const change of [{ disabled: true }, { role: "viewer" }]) {
    const { tenant, customer, conversationId, anna } = await givenToAnna(all);
    const ben = await all.chat.person(tenant, "agent", "Ben");
    await all.chat.send(customer.token, conversationId, "Are you still there?");
    all.pass(2 * MINUTE_MS);
    await all.settled(tenant.id, conversationId, "conversation.waiting");
    all.rewind();
    const tasks = () =>
      all.chat.database.readTenant(tenant.id, (tx) =>
        tx
          .selectFrom("deliveries")
          .select("recipient_id")
          .where("conversation_id", "=", conversationId)
          .where("kind", "=", "conversation.waiting")
          .execute(),
      );
    expect((await tasks()).map(({ recipient_id }) => recipient_id)).not.toContain(ben.id);
    await all.chat.request("PATCH", `/api/v1/users/${anna.id}`, { token: tenant.owner.token, body: change });
    all.pass(4 * MINUTE_MS);
    await until(async () => (await tasks()).some(({ recipient_id }) => recipient_id === ben.id));
    all.rewind();
  }
});

describe("a customer who waits for somebody who cannot be reached", () => {
  /** Ben answers, too. @returns his mail about the conversation that was given to Anna */
  async function toldInstead(prepare: (anna: { token: string; id: string; email: string }) => Promise<unknown>) {
    const { tenant, customer, conversationId, anna } = await givenToAnna(all);
    const ben = await all.chat.person(tenant, "agent", "Ben");
    await prepare(anna);
    await all.chat.send(customer.token, conversationId, "Are you still there?");
    all.pass(4 * MINUTE_MS);
    const mail = await until(() => all.mailsTo(ben.email).find(({ Subject }) => Subject.includes("waiting")));
    all.rewind();
    return mail.Text;
  }

  test("others are told when the assignee's address is known not to work", async () => {
    const text = await toldInstead((anna) =>
      all.chat.asOwner(`
        insert into suppressions (tenant_id, channel, address, reason)
          select tenant_id, 'email', email, 'it bounced' from users where id = '${anna.id}'`),
    );
    expect(text).toContain("Are you still there?");
  });

  test("others are told when the assignee chose not to be", async () => {
    const quiet = { events: { "conversation.waiting": { email: false, push: false } } };
    const text = await toldInstead((anna) =>
      all.chat.request("PATCH", "/api/v1/notification-preferences", { token: anna.token, body: quiet }),
    );
    expect(text).toContain("Are you still there?");
  });

  test("others are told when the mail to the assignee is refused because there is no such address", async () => {
    // The mailbox does not know those whose address begins so.
    const text = await toldInstead((anna) =>
      all.chat.asOwner(`update users set email = 'nobody@' || id || '.test' where id = '${anna.id}'`),
    );
    expect(text).toContain("Are you still there?");
  });
});

test("who has another address before the mail goes out is mailed there, also when nobody else can answer", async () => {
  const { tenant, customer, conversationId } = await all.talk();
  all.mailbox.control.set({ failureRate: 1, failureCode: 451 });
  await all.chat.send(customer.token, conversationId, "Are you still there?");
  all.pass(2 * MINUTE_MS);
  await until(async () => {
    const held = await all.deliveries(tenant.id, { recipient: tenant.owner.email, status: ["held"] });
    return held.length > 0;
  });
  const right = `right-${randomUUID()}@shop.test`;
  await all.chat.asOwner(`update users set email = '${right}' where id = '${tenant.owner.id}'`);
  all.mailbox.control.set({});
  all.pass(15 * MINUTE_MS);
  expect((await all.mailTo(right)).Text).toContain("Are you still there?");
  expect(all.mailsTo(tenant.owner.email)).toEqual([]);
});

test("who was told of a message in the queue is told again when it comes back there from somebody who cannot answer", async () => {
  const { tenant, customer, conversationId } = await all.talk();
  const anna = await all.chat.person(tenant, "agent", "Anna");
  const ben = await all.chat.person(tenant, "agent", "Ben");
  const mailsToBen = () => all.mailsTo(ben.email).filter(({ Subject }) => Subject.includes("waiting"));
  await all.chat.send(customer.token, conversationId, "Are you still there?");
  all.pass(2 * MINUTE_MS);
  await until(() => mailsToBen().length === 1);
  await all.settled(tenant.id, conversationId, "conversation.waiting");
  all.rewind();
  await all.chat.request("POST", `/api/v1/queue/${conversationId}/accept`, { token: anna.token, body: {} });
  await all.chat.request("PATCH", `/api/v1/users/${anna.id}`, { token: tenant.owner.token, body: { disabled: true } });
  // The worker's clock was ahead when it told Ben.
  await all.chat.asOwner(
    `update events set created_at = created_at + interval '3 minutes' where conversation_id = '${conversationId}' and kind = 'conversation.queued'`,
  );
  all.pass(6 * MINUTE_MS);
  await until(() => mailsToBen().length === 2);
  all.rewind();
});

test("who was told that somebody waits is told again when the answer that came since is taken back", async () => {
  const { tenant, customer, conversationId } = await all.talk();
  const messages = `/api/v1/conversations/${conversationId}/messages`;
  const mails = () => all.mailsTo(tenant.owner.email).filter(({ Subject }) => Subject.includes("waiting"));
  await all.chat.request("POST", `/api/v1/queue/${conversationId}/accept`, { token: tenant.owner.token });
  await all.chat.send(customer.token, conversationId, "Where is it?");
  all.pass(2 * MINUTE_MS);
  await until(() => mails().length === 1);
  await all.settled(tenant.id, conversationId, "conversation.waiting");
  all.rewind();
  const { body: answer } = await all.chat.request("POST", messages, {
    ...{ token: tenant.owner.token, body: { clientMessageId: randomUUID(), body: "In the mail", kind: "text" } },
  });
  await all.chat.request("DELETE", `${messages}/${answer.id}`, { token: tenant.owner.token });
  // The worker's clock was ahead when it told of it.
  await all.chat.asOwner(
    `update events set created_at = created_at + interval '3 minutes' where conversation_id = '${conversationId}' and kind = 'message.deleted'`,
  );
  all.pass(6 * MINUTE_MS);
  await until(() => mails().length === 2);
  all.rewind();
});

test("when one of several has no address that works, the others are told once", async () => {
  const { tenant, customer, conversationId } = await all.talk();
  const ben = await all.chat.person(tenant, "agent", "Ben");
  const nora = await all.chat.person(tenant, "agent", "Nora");
  // The mailbox does not know those whose address begins so.
  await all.chat.asOwner(`update users set email = 'nobody@' || id || '.test' where id = '${ben.id}'`);
  await all.chat.send(customer.token, conversationId, "Are you still there?");
  all.pass(4 * MINUTE_MS);
  const openTasks = () =>
    all.chat.database.readTenant(tenant.id, (tx) =>
      tx
        .selectFrom("tasks")
        .select(["id", "finished_at"])
        .where("dedup_key", "=", `conversation.waiting.${conversationId}`)
        .execute(),
    );
  // The second one is that of the mail that came back.
  await until(async () => {
    const tasks = await openTasks();
    return tasks.length > 1 && tasks.every(({ finished_at }) => finished_at !== null);
  });
  await until(async () => {
    const mails = await all.deliveries(tenant.id, { channel: "email" });
    return mails.length > 0 && mails.every(({ status }) => status !== "queued");
  });
  all.rewind();
  for (const { email } of [nora, tenant.owner])
    expect(all.mailsTo(email).filter(({ Subject }) => Subject.includes("waiting"))).toHaveLength(1);
});

describe("a customer who waits", () => {
  const waitingMailTo = async (email: string) => {
    all.pass(4 * MINUTE_MS);
    const mail = await until(() => all.mailsTo(email).find(({ Subject }) => Subject.includes("waiting")));
    all.rewind();
    return mail.Text;
  };

  test("is told of by what waits, not by what was answered before", async () => {
    const { tenant, conversationId, customer } = await all.talk();
    await all.chat.send(customer.token, conversationId, "The first question");
    await all.chat.send(tenant.owner.token, conversationId, "An answer");
    await all.chat.send(customer.token, conversationId, "The second question");
    expect(await waitingMailTo(tenant.owner.email)).toContain("The second question");
  });

  test("waits no more when the question is withdrawn, and again when the answer is", async () => {
    const { tenant, conversationId, customer } = await all.talk();
    const messages = `/api/v1/conversations/${conversationId}/messages`;
    const waits = async () =>
      (await all.chat.request("GET", `/api/v1/conversations/${conversationId}`, { token: tenant.owner.token })).body
        .waitingSince !== null;
    const say = async (token: string, body: string) =>
      (await all.chat.request("POST", messages, { token, body: { clientMessageId: randomUUID(), body, kind: "text" } }))
        .body.id;
    const takeBack = (token: string, id: string) => all.chat.request("DELETE", `${messages}/${id}`, { token });
    await all.chat.request("POST", `/api/v1/queue/${conversationId}/accept`, { token: tenant.owner.token });
    await say(customer.token, "Which size?");
    const answer = await say(tenant.owner.token, "Medium");
    const question = await say(customer.token, "Or large?");
    expect(await waits()).toBe(true);
    await takeBack(customer.token, question);
    expect(await waits()).toBe(false);
    await takeBack(tenant.owner.token, answer);
    expect(await waits()).toBe(true);
  });

  test("still waits for an edited question when another message or a note is deleted", async () => {
    const { tenant, conversationId, customer } = await all.talk();
    const { token } = tenant.owner;
    const messages = `/api/v1/conversations/${conversationId}/messages`;
    const say = async (by: string, body: string, kind = "text") =>
      (await all.chat.request("POST", messages, { token: by, body: { clientMessageId: randomUUID(), body, kind } }))
        .body.id;
    await all.chat.request("POST", `/api/v1/queue/${conversationId}/accept`, { token });
    const question = await say(customer.token, "Which size?");
    await say(token, "Medium");
    await all.chat.request("PATCH", `${messages}/${question}`, {
      token: customer.token,
      body: { body: "Which colour?" },
    });
    const more = await say(customer.token, "Please");
    const note = await say(token, "They mean the lid", "note");
    await all.chat.request("DELETE", `${messages}/${more}`, { token: customer.token });
    await all.chat.request("DELETE", `${messages}/${note}`, { token });
    const { body } = await all.chat.request("GET", `/api/v1/conversations/${conversationId}`, { token });
    expect(body.waitingSince).not.toBeNull();
  });

  test("is not forgotten by whoever was given the conversation and closes it unread", async () => {
    const { tenant, conversationId, customer } = await all.talk();
    const anna = await all.chat.person(tenant, "agent", "Anna");
    const path = `/api/v1/conversations/${conversationId}`;
    await all.chat.send(tenant.owner.token, conversationId, "Anything else?");
    await all.chat.send(customer.token, conversationId, "Yes, one thing");
    const body = { agentId: anna.id };
    await all.chat.request("POST", `${path}/transfer`, { token: tenant.owner.token, body });
    await until(async () => (await inAppOf(all, anna.token)).unseen === 1);
    await all.chat.request("POST", `${path}/close`, { token: anna.token, body: {} });
    expect(await waitingMailTo(anna.email)).toContain("Yes, one thing");
  });

  test.each(["snoozes", "closes"])(
    "is not forgotten by an agent who %s before reading what has just come",
    async (how) => {
      const { tenant, conversationId, customer } = await all.talk();
      const path = `/api/v1/conversations/${conversationId}`;
      const { token } = tenant.owner;
      await all.chat.send(tenant.owner.token, conversationId, "Anything else?");
      await all.chat.send(customer.token, conversationId, "Yes, one thing");
      const snoozedUntil = new Date(Date.now() + 3_600_000).toISOString();
      const done =
        how === "closes"
          ? await all.chat.request("POST", `${path}/close`, { token, body: {} })
          : await all.chat.request("PATCH", path, { token, body: { snoozedUntil } });
      expect(done.status).toBe(200);
      expect(await waitingMailTo(tenant.owner.email)).toContain("Yes, one thing");
    },
  );

  test("is not forgotten by an agent who snoozes it unread and closes it later", async () => {
    const { tenant, conversationId, customer } = await all.talk();
    const path = `/api/v1/conversations/${conversationId}`;
    const { token } = tenant.owner;
    await all.chat.send(token, conversationId, "Anything else?");
    await all.chat.send(customer.token, conversationId, "Yes, one thing");
    const snoozedUntil = new Date(Date.now() + 3_600_000).toISOString();
    await all.chat.request("PATCH", path, { token, body: { snoozedUntil } });
    await all.chat.request("POST", `${path}/close`, { token, body: {} });
    await all.chat.asOwner(
      `update events set created_at = created_at + interval '10 seconds' where conversation_id = '${conversationId}' and data ->> 'status' = 'closed'`,
    );
    expect(await waitingMailTo(tenant.owner.email)).toContain("Yes, one thing");
  });

  test("waits again when the conversation is reopened without an answer", async () => {
    const { tenant, conversationId, customer } = await all.talk();
    const path = `/api/v1/conversations/${conversationId}`;
    const { token } = tenant.owner;
    const since = async () => (await all.chat.request("GET", path, { token })).body.waitingSince;
    await all.chat.send(token, conversationId, "Anything else?");
    await all.chat.send(customer.token, conversationId, "Yes, one thing");
    const before = await since();
    await all.chat.request("POST", `${path}/close`, { token, body: {} });
    expect(await since()).toBeNull();
    await all.chat.request("POST", `${path}/reopen`, { token, body: {} });
    expect(await since()).toBe(before);
    expect(await waitingMailTo(tenant.owner.email)).toContain("Yes, one thing");
  });
});

test("whoever was only shown it in the desk, and is not there, is mailed that somebody waits", async () => {
  const { tenant, conversationId, customer } = await all.talk();
  const anna = await all.chat.person(tenant, "agent", "Anna");
  const quiet = { events: { "conversation.assigned": { email: false, push: false, in_app: true } } };
  await all.chat.request("PATCH", "/api/v1/notification-preferences", { token: anna.token, body: quiet });
  await all.chat.send(customer.token, conversationId, "Is anybody there?");
  await all.chat.request("POST", `/api/v1/conversations/${conversationId}/assign`, {
    token: tenant.owner.token,
    body: { agentId: anna.id },
  });
  await until(async () => (await inAppOf(all, anna.token)).unseen === 1);
  all.pass(2 * MINUTE_MS);
  await all.mailTo(anna.email);
  all.rewind();
});
