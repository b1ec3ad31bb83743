import "@chorus/testing/provided";
import { randomUUID } from "node:crypto";
import { until } from "@chorus/testing/until";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { MINUTE_MS, startNotifications, type Notifications } from "./harness.ts";

let all: Notifications;
beforeAll(async () => {
  all = await startNotifications(8);
});
afterAll(async () => {
  await all[Symbol.asyncDispose]();
});
beforeEach(() => {
  all.mailbox.control.set({});
  all.rewind();
});

/** As somebody with the database, or an importer, could have left it: past every check of the API. */
async function withAddress(email: string) {
  const talk = await all.talk();
  await all.chat.database.withTenant(talk.tenant.id, (tx) =>
    tx.updateTable("customers").set({ email }).where("id", "=", talk.customer.id).execute(),
  );
  await talk.send("It is on its way");
  await all.dispatched(talk.tenant.id, talk.conversationId);
  all.pass(MINUTE_MS);
  const [delivery] = await until(async () => {
    const found = await all.deliveries(talk.tenant.id, { recipient: email });
    return found[0] && found[0].status !== "queued" ? found : null;
  });
  return delivery;
}

describe("an address that is more than an address", () => {
  test.each(["cara@shop.test\r\nBcc: mallory@evil.test", "cara@shop.test, mallory@evil.test"])(
    "is refused before the server is asked: %j",
    async (address) => {
      const before = all.mailbox.store.list().length;
      expect(await withAddress(address)).toMatchObject({
        status: "bounced",
        attempts: 0,
        reason: "This is not one mail address.",
      });
      expect(all.mailbox.store.list()).toHaveLength(before);
    },
  );

  test("names and messages make no headers and no addresses", async () => {
    const { tenant, conversationId, email, send } = await all.talk();
    const hostile = 'Eve", "x" <eve@evil.test>, Bcc: eve@evil.test';
    await all.chat.request("PATCH", "/api/v1/tenant", {
      token: tenant.owner.token,
      body: { name: hostile, widget: { teamName: hostile } },
    });
    await send("Hello\r\nBcc: eve@evil.test\r\n\r\n.\r\nRCPT TO:<eve@evil.test>");
    await all.dispatched(tenant.id, conversationId);
    all.pass(MINUTE_MS);
    const mail = await all.mailTo(email);
    expect(mail.To.map(({ Address }) => Address)).toEqual([email]);
    expect(mail.From.Address).toBe("notifications@chorus.localhost");
    expect(Object.keys(mail.Headers)).not.toContain("bcc");
    expect(all.mailsTo("eve@evil.test")).toEqual([]);
    expect(mail.Text).toContain("RCPT TO:<eve@evil.test>");
  });
});

test("a slow server keeps nobody from the others' mails, and the slow one arrives once", async () => {
  const talks = await Promise.all([all.talk(), all.talk(), all.talk()]);
  all.mailbox.control.set({ delayMs: 400 });
  for (const talk of talks) await talk.send("Hello?");
  for (const talk of talks) await all.dispatched(talk.tenant.id, talk.conversationId);
  all.pass(MINUTE_MS);
  for (const talk of talks) await all.mailTo(talk.email);
  for (const talk of talks) await all.settled(talk.tenant.id, talk.conversationId);
  for (const talk of talks) expect(all.mailsTo(talk.email)).toHaveLength(1);
});

test("two workers at once: each mail goes out once", async () => {
  await all.startWorker();
  const talks = await Promise.all(Array.from({ length: 10 }, () => all.talk()));
  for (const talk of talks) await talk.send("Hello?");
  for (const talk of talks) await all.dispatched(talk.tenant.id, talk.conversationId);
  all.pass(MINUTE_MS);
  for (const talk of talks) await all.mailTo(talk.email);
  for (const talk of talks) await all.settled(talk.tenant.id, talk.conversationId);
  expect(talks.map(({ email }) => all.mailsTo(email).length)).toEqual(talks.map(() => 1));
});

test("a customer who was erased leaves no address behind, and gets nothing that still waited", async () => {
  const canary = `nobody@canary-${randomUUID()}.test`;
  const { tenant, customer, conversationId, send } = await all.talk(canary);
  await send("Hello?");
  await all.dispatched(tenant.id, conversationId);
  all.pass(MINUTE_MS);
  await until(async () => (await all.deliveries(tenant.id, { recipient: canary }))[0]?.status === "bounced");
  all.rewind();
  await all.chat.request("PATCH", "/api/v1/notification-preferences", {
    token: customer.token,
    body: { events: { "message.unread": { sms: true } } },
  });
  await all.chat.database.withTenant(tenant.id, (tx) =>
    tx
      .insertInto("push_subscriptions")
      .values({
        ...{ tenant_id: tenant.id, id: randomUUID(), person_id: customer.id },
        ...{ endpoint: `https://push.test/${canary}`, p256dh: "key", auth: "auth" },
      })
      .execute(),
  );
  expect(await all.chat.rowsWith(canary)).toEqual(
    expect.arrayContaining(["deliveries", "push_subscriptions", "suppressions"]),
  );
  const erased = await all.chat.request("POST", `/api/v1/customers/${customer.id}/erase`, {
    token: tenant.owner.token,
  });
  expect(erased.status).toBe(200);
  expect(await all.chat.rowsWith(canary)).toEqual([]);
  expect(await all.deliveries(tenant.id, {})).toMatchObject([{ status: "bounced", reason: null }]);
  const chosen = await all.chat.database.readTenant(tenant.id, (tx) =>
    tx.selectFrom("notification_preferences").selectAll().where("person_id", "=", customer.id).execute(),
  );
  expect(chosen).toEqual([]);
});

test("an erasure leaves the word to stop of an address that another customer has, too", async () => {
  const shared = `family-${randomUUID()}@home.test`;
  const { tenant, customer } = await all.talk(shared);
  const other = await all.chat.customer(tenant, "Ben");
  await all.chat.asOwner(`
    update customers set email = '${shared}' where id = '${other.id}';
    insert into suppressions (tenant_id, channel, address, reason) values ('${tenant.id}', 'email', '${shared}', 'stop')`);
  const suppressed = () =>
    all.chat.database.readTenant(tenant.id, (tx) => tx.selectFrom("suppressions").select("address").execute());
  const erase = (id: string) =>
    all.chat.request("POST", `/api/v1/customers/${id}/erase`, { token: tenant.owner.token });
  await erase(customer.id);
  expect(await suppressed()).toEqual([{ address: shared }]);
  await erase(other.id);
  expect(await suppressed()).toEqual([]);
});

test("what a provider answers about a customer who was erased meanwhile is not written down", async () => {
  const canary = `cara@canary-${randomUUID()}.test`;
  const { tenant, customer, conversationId, send } = await all.talk(canary);
  all.mailbox.control.set({ delayMs: 3_000 });
  await send("Hello?");
  await all.dispatched(tenant.id, conversationId);
  all.pass(MINUTE_MS);
  const read = () =>
    all.chat.database.readTenant(tenant.id, (tx) =>
      tx.selectFrom("deliveries").selectAll().where("recipient_id", "=", customer.id).executeTakeFirst(),
    );
  await until(async () => (await read())?.claimed_at);
  await all.chat.request("POST", `/api/v1/customers/${customer.id}/erase`, { token: tenant.owner.token });
  expect((await read())?.claimed_at).not.toBeNull();
  await until(async () => (await read())?.claimed_at === null);
  expect(await read()).toMatchObject({ status: "sent", reason: null, provider_id: null, due_at: null });
  expect(await all.chat.rowsWith(canary)).toEqual([]);
});
