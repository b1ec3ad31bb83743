import "@chorus/testing/provided";
import { randomUUID } from "node:crypto";
import { until } from "@chorus/testing/until";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { conversationAssigned } from "../src/tasks/conversation-assigned.ts";
import { givenToAnna, inAppOf } from "./given-to-anna.ts";
import { MINUTE_MS, startNotifications, type Notifications } from "./harness.ts";

let all: Notifications;
beforeAll(async () => {
  all = await startNotifications(9);
});
afterAll(async () => {
  await all[Symbol.asyncDispose]();
});
beforeEach(() => {
  all.mailbox.control.set({});
  all.rewind();
});

describe("the bell", () => {
  test("tells who gave what, until it was seen; and tells nobody else", async () => {
    const { tenant, conversationId, anna } = await givenToAnna(all);
    const { items } = await inAppOf(all, anna.token);
    expect(items).toMatchObject([
      { event: "conversation.assigned", conversationId, customerName: "Cara", actorName: "Olivia", seenAt: null },
    ]);
    expect(await inAppOf(all, tenant.owner.token)).toEqual({ items: [], unseen: 0 });
    const seen = (token: string, ids?: string[]) => all.post("/api/v1/notifications/seen", token, ids ? { ids } : {});
    expect((await seen(tenant.owner.token, [items[0].id])).status).toBe(204);
    expect((await inAppOf(all, anna.token)).unseen).toBe(1);
    expect((await seen(anna.token, [items[0].id])).status).toBe(204);
    expect(await inAppOf(all, anna.token)).toMatchObject({ unseen: 0, items: [{ seenAt: expect.any(String) }] });
  });

  test("tells of the last assignment only, when one follows another before the first is told of", async () => {
    const { tenant, conversationId, anna } = await givenToAnna(all);
    const ben = await all.chat.person(tenant, "agent", "Ben");
    for (const { id: agentId } of [ben, anna]) {
      const path = `/api/v1/conversations/${conversationId}/assign`;
      await all.chat.request("POST", path, { token: tenant.owner.token, body: { agentId } });
    }
    const subjects = await all.chat.database.readTenant(tenant.id, async (tx) => {
      const events = await tx
        .selectFrom("events")
        .select(["seq", "created_at"])
        .where("conversation_id", "=", conversationId)
        .where("kind", "in", ["conversation.assigned", "conversation.transferred"])
        .orderBy("seq")
        .execute();
      const of = ({ seq, created_at }: (typeof events)[number]) =>
        conversationAssigned(tx, {
          ...{ id: "1", tenant_id: tenant.id, kind: "conversation.assigned", subject_id: null, created_at },
          ...{ conversation_id: conversationId, first_seq: seq },
        });
      return Promise.all(events.map(of));
    });
    expect(subjects.map(({ recipients }) => recipients.map(({ id }) => id))).toEqual([[], [], [anna.id]]);
  });

  test("tells whom a note names, and whose conversation a colleague has closed", async () => {
    const { tenant, conversationId, anna } = await givenToAnna(all);
    const owner = { token: tenant.owner.token };
    await all.chat.request("POST", `/api/v1/conversations/${conversationId}/messages`, {
      ...owner,
      body: { clientMessageId: randomUUID(), body: "@Anna please call them", kind: "note" },
    });
    await until(async () => (await inAppOf(all, anna.token)).unseen === 2);
    await all.chat.request("POST", `/api/v1/conversations/${conversationId}/close`, { ...owner, body: {} });
    await until(async () => (await inAppOf(all, anna.token)).unseen === 3);
    const { items } = await inAppOf(all, anna.token);
    expect(items.map(({ event }: { event: string }) => event)).toEqual([
      "conversation.closed",
      "conversation.mentioned",
      "conversation.assigned",
    ]);
  });
});

test("a note that is edited tells once whom it names now and did not before", async () => {
  const { tenant, conversationId, anna } = await givenToAnna(all);
  const ben = await all.chat.person(tenant, "agent", "Ben");
  const { token } = tenant.owner;
  const path = `/api/v1/conversations/${conversationId}/messages`;
  const { body: note } = await all.chat.send(token, conversationId, "@Anna please call them", "note");
  const edit = (body: string) => all.chat.request("PATCH", `${path}/${note.id}`, { token, body: { body } });
  const mentions = async (user: { token: string }) =>
    (await inAppOf(all, user.token)).items.filter(({ event }: { event: string }) => event === "conversation.mentioned");
  await until(async () => (await mentions(anna)).length === 1);
  // Whoever has read the note has not read what was added.
  await all.chat.request("PUT", `/api/v1/conversations/${conversationId}/receipts`, {
    token: ben.token,
    body: { readSeq: note.seq },
  });
  for (const body of ["@Anna or @Ben please call them", "@Anna please call them", "@Ben, @Anna: please call them"])
    expect((await edit(body)).status).toBe(200);
  await until(async () => (await mentions(ben)).length > 0);
  all.pass(2 * MINUTE_MS);
  await all.settled(tenant.id, conversationId, "conversation.mentioned");
  expect([(await mentions(anna)).length, (await mentions(ben)).length]).toEqual([1, 1]);
});

describe("what the tenant and its people choose", () => {
  const preferences = "/api/v1/notification-preferences";
  const patch = (path: string, token: string, body: object) => all.chat.request("PATCH", path, { token, body });

  test("the tenant's choice holds for whoever has made none", async () => {
    const tenant = await all.chat.tenant();
    const anna = await all.chat.person(tenant, "agent", "Anna");
    const notifications = { events: { "conversation.assigned": { email: false } } };
    const saved = await patch("/api/v1/tenant", tenant.owner.token, { notifications });
    expect(saved.body.notifications).toMatchObject(notifications);
    const chosen = (token: string) => all.chat.request("GET", preferences, { token });
    expect((await chosen(anna.token)).body.events["conversation.assigned"]).toMatchObject({
      email: false,
      in_app: true,
    });
    await patch(preferences, anna.token, { events: { "conversation.assigned": { email: true } } });
    expect((await chosen(anna.token)).body.events["conversation.assigned"]).toMatchObject({ email: true });
    expect((await patch("/api/v1/tenant", anna.token, { notifications })).status).toBe(403);
  });

  test("a choice that nothing would come of is refused, and one that was read may be sent again", async () => {
    const tenant = await all.chat.tenant();
    const { token } = await all.chat.person(tenant, "agent", "Anna");
    const customer = await all.chat.customer(tenant);
    const refused = { status: 422, body: { code: "not_available" } };
    const sms = { events: { "message.unread": { sms: true } } };
    expect(await patch(preferences, token, { events: { "conversation.waiting": { sms: true } } })).toMatchObject(
      refused,
    );
    expect(await patch(preferences, token, sms)).toMatchObject(refused);
    expect((await patch(preferences, customer.token, sms)).status).toBe(200);
    const assigned = { events: { "conversation.assigned": { email: true } } };
    expect(await patch(preferences, customer.token, assigned)).toMatchObject(refused);
    const { token: owner } = tenant.owner;
    const closed = { events: { "conversation.closed": { sms: true } } };
    expect(await patch("/api/v1/tenant", owner, { notifications: closed })).toMatchObject(refused);
    expect((await patch("/api/v1/tenant", owner, { notifications: sms })).status).toBe(200);
    const { body: read } = await all.chat.request("GET", preferences, { token });
    expect((await patch(preferences, token, { events: read.events })).status).toBe(200);
  });

  test("outside business hours the desk's people are not mailed, customers are", async () => {
    const { tenant, conversationId, anna, email, send } = await givenToAnna(all);
    // Closed now, whenever the test runs: open for a minute three days from here.
    const day = ((new Date().getUTCDay() + 2) % 7) + 1;
    const businessHours = { timeZone: "UTC", spans: [{ day, from: "03:00", to: "03:01" }] };
    expect((await patch("/api/v1/tenant", tenant.owner.token, { businessHours })).body).toMatchObject({
      businessHours,
    });
    await send("It is on its way");
    await all.dispatched(tenant.id, conversationId);
    all.pass(2 * MINUTE_MS);
    await all.mailTo(email);
    await until(async () => {
      const [task] = await all.chat.database.readTenant(tenant.id, (tx) =>
        tx
          .selectFrom("tasks")
          .select(["due_at"])
          .where(({ eb, ref }) => eb(ref("payload", "->>").key("kind"), "=", "conversation.assigned"))
          .where("finished_at", "is", null)
          .execute(),
      );
      return task && task.due_at.getTime() > Date.now() + 60 * MINUTE_MS;
    });
    expect(all.mailsTo(anna.email)).toEqual([]);
  });
});

test("an admin sees what waits and what was given up, and tries several again", async () => {
  const { tenant, conversationId, email, send } = await all.talk();
  const admin = tenant.owner.token;
  all.mailbox.control.set({ failureRate: 1, failureCode: 554 });
  await send("Hello?");
  await all.dispatched(tenant.id, conversationId);
  all.pass(MINUTE_MS);
  await until(async () => (await all.deliveries(tenant.id, { status: ["failed"] })).length === 1);
  all.rewind();
  const dead = await all.get("/api/v1/deliveries?status=failed,bounced,unknown", admin);
  expect(dead.body.items).toMatchObject([{ recipient: email, status: "failed" }]);
  expect((await all.get("/api/v1/deliveries?status=lost", admin)).status).toBe(422);
  expect((await all.get("/api/v1/deliveries/health", admin)).body).toMatchObject({
    failed: 1,
    unknown: 0,
    queued: 0,
    oldestAt: null,
    channels: expect.arrayContaining([
      { channel: "email", state: "on" },
      { channel: "sms", state: "off" },
    ]),
  });
  const agent = await all.chat.person(tenant, "agent");
  const deliveryIds = [dead.body.items[0].id, randomUUID()];
  expect((await all.post("/api/v1/deliveries/replay", agent.token, { deliveryIds })).status).toBe(403);
  expect((await all.get("/api/v1/deliveries/health", agent.token)).status).toBe(403);
  all.mailbox.control.set({});
  const replayed = await all.post("/api/v1/deliveries/replay", admin, { deliveryIds });
  expect(replayed).toEqual({ status: 200, body: { replayed: 1, leftAlone: 1 } });
  await all.mailTo(email);
});

test("mails to the desk are in the tenant's language, or in one's own", { timeout: 90_000 }, async () => {
  const patience = { timeoutMs: 30_000 };
  const tenant = await all.chat.tenant();
  const owner = { token: tenant.owner.token };
  const body = { notifications: { language: "de" } };
  expect((await all.chat.request("PATCH", "/api/v1/tenant", { ...owner, body })).status).toBe(200);
  const email = `new@${tenant.slug}.test`;
  await all.chat.request("POST", "/api/v1/users", { ...owner, body: { name: "Nina", email, role: "agent" } });
  const invitation = await until(() => all.mailsTo(email)[0], patience);
  expect(invitation.HTML).toContain('<html lang="de">');
  const own = { ...owner, body: { language: "es" } };
  expect(await all.chat.request("PATCH", "/api/v1/notification-preferences", own)).toMatchObject({
    body: { language: "es" },
  });
  await all.post("/api/v1/notifications/test", tenant.owner.token, { channel: "email" });
  const mail = await until(() => all.mailsTo(tenant.owner.email)[0], patience);
  expect(mail.HTML).toContain('<html lang="es">');
});
