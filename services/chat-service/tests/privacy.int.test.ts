import { randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { moveReceipts } from "../src/messages/receipt-queries.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startChat, type Chat, type Tenant } from "./harness.ts";

let chat: Chat;
let tenant: Tenant;
let secret: string;

beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat[Symbol.asyncDispose]());
beforeEach(async () => {
  tenant = await chat.tenant();
  secret = (await chat.request("POST", "/api/v1/tenant/identity-secret", { token: tenant.owner.token })).body.secret;
});

interface Claims {
  sub?: string;
  name?: string;
  email?: string;
  audience?: string;
  lifetimeSeconds?: number;
  /** From now. */
  issuedInSeconds?: number;
  key?: string;
}

function identity({
  sub = "customer-7",
  name,
  email,
  audience = tenant.widgetKey,
  lifetimeSeconds = 600,
  issuedInSeconds = 0,
  key = secret,
}: Claims = {}) {
  const now = Math.floor(Date.now() / 1000) + issuedInSeconds;
  return new SignJWT({ name, email })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(sub)
    .setAudience(audience)
    .setIssuedAt(now)
    .setExpirationTime(now + lifetimeSeconds)
    .sign(new TextEncoder().encode(key));
}

const start = (body: object) =>
  chat.request("POST", "/api/v1/widget/sessions", { body: { tenantKey: tenant.widgetKey, ...body } });

describe("signed identity", () => {
  test("is the same customer on every device, with the open conversation", async () => {
    const phone = (await start({ identityToken: await identity({ name: "Cara", email: "Cara@Home.test" }) })).body;
    expect(phone.customer).toMatchObject({ name: "Cara", verified: true });
    const conversationId = await chat.conversation({
      id: phone.customer.id,
      token: phone.accessToken,
      deviceToken: phone.deviceToken,
    });
    const laptop = (await start({ identityToken: await identity() })).body;
    expect(laptop).toMatchObject({
      customer: { id: phone.customer.id, name: "Cara" },
      conversation: { id: conversationId },
    });
    expect(laptop.deviceToken).not.toBe(phone.deviceToken);
  });

  test("what an agent enters is no longer verified, until the tenant's backend signs it again", async () => {
    const sub = randomUUID();
    const { customer } = (await start({ identityToken: await identity({ sub, name: "Cara" }) })).body;
    const path = `/api/v1/customers/${customer.id}`;
    const { token } = tenant.owner;
    const phone = await chat.request("PATCH", path, { token, body: { phone: "+49 152 28817386" } });
    expect(phone.body).toMatchObject({ verified: true });
    const named = await chat.request("PATCH", path, { token, body: { name: "Somebody Else" } });
    expect(named.body).toMatchObject({ name: "Somebody Else", verified: false });
    const again = (await start({ identityToken: await identity({ sub, name: "Cara" }) })).body;
    expect(again.customer).toMatchObject({ id: customer.id, name: "Cara", verified: true });
  });

  test("an identity without an address is mailed no transcript before somebody has answered", async () => {
    const { accessToken: token } = (await start({ identityToken: await identity({ sub: randomUUID() }) })).body;
    const message = { clientMessageId: randomUUID(), body: "Buy pills" };
    const { body } = await chat.request("POST", "/api/v1/conversations", { token, body: { message } });
    const ask = (more: object) =>
      chat.request("POST", `/api/v1/conversations/${body.conversation.id}/transcript`, { token, body: more });
    expect(await ask({ email: "stranger@elsewhere.test" })).toMatchObject({ status: 409 });
    expect(await ask({ to: "me" })).toMatchObject({ status: 422, body: { errors: [{ path: "to" }] } });
  });

  test("somebody unknown who signs in keeps what they wrote; another customer is never merged", async () => {
    const visitor = await chat.customer(tenant);
    const conversationId = await chat.conversation(visitor);
    const known = (await start({ deviceToken: visitor.deviceToken, identityToken: await identity() })).body;
    expect(known).toMatchObject({
      customer: { id: visitor.id, verified: false },
      conversation: { id: conversationId },
    });
    const other = (
      await start({ deviceToken: visitor.deviceToken, identityToken: await identity({ sub: "customer-8" }) })
    ).body;
    expect(other.customer.id).not.toBe(visitor.id);
    expect(other.conversation).toBeNull();
  });

  test("livechat 2.21: a claim that nobody signed is never verified and never somebody else", async () => {
    const real = (await start({ identityToken: await identity({ email: "cara@home.test" }) })).body;
    const claimed = (await start({ profile: { name: "Cara", email: "cara@home.test" } })).body;
    expect(claimed.customer).toMatchObject({ verified: false });
    expect(claimed.customer.id).not.toBe(real.customer.id);
  });

  test("first sessions of one person at once are one customer, on every device", async () => {
    const visitor = (await start({ profile: { name: "Cara" } })).body;
    const identityToken = await identity({ sub: "in-a-hurry" });
    const answers = await Promise.all(
      [visitor.deviceToken, undefined, undefined, undefined, undefined, undefined].map((deviceToken) =>
        start({ identityToken, ...(deviceToken ? { deviceToken } : {}) }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(new Set(answers.map(({ body }) => body.customer.id)).size).toBe(1);
  });

  test("one identity token shown eighty times is one customer with the twenty newest devices", async () => {
    const identityToken = await identity({ sub: "replayed" });
    const first = (await start({ identityToken })).body;
    const answers = await Promise.all(Array.from({ length: 80 }, () => start({ identityToken })));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    const devices = await chat.database.readTenant(tenant.id, (tx) =>
      tx.selectFrom("devices").select("id").where("customer_id", "=", first.customer.id).execute(),
    );
    expect(devices).toHaveLength(20);
    expect((await chat.request("GET", "/api/v1/conversations", { token: first.accessToken })).status).toBe(401);
  });

  test("expired, for another tenant, signed with another secret, too long-lived, another algorithm: refused, and it says why", async () => {
    const refused = async (identityToken: string) => (await start({ identityToken })).body;
    expect(await refused(await identity({ lifetimeSeconds: -60 }))).toMatchObject({
      code: "unauthenticated",
      detail: expect.stringContaining("expired"),
    });
    expect(await refused(await identity({ audience: "wk_other" }))).toMatchObject({
      detail: expect.stringContaining("aud"),
    });
    expect(await refused(await identity({ lifetimeSeconds: 7_200 }))).toMatchObject({
      detail: expect.stringContaining("one hour"),
    });
    expect(await refused(await identity({ issuedInSeconds: 10 * 365 * 86_400 }))).toMatchObject({
      code: "unauthenticated",
      detail: expect.stringContaining("iat"),
    });
    expect((await refused(await identity({ key: "x".repeat(43) }))).code).toBe("unauthenticated");
    expect((await refused("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.")).code).toBe("unauthenticated");
    const old = await identity();
    await chat.request("POST", "/api/v1/tenant/identity-secret", { token: tenant.owner.token });
    expect((await refused(old)).code).toBe("unauthenticated");
    const without = await chat.tenant();
    const answer = await chat.request("POST", "/api/v1/widget/sessions", {
      body: { tenantKey: without.widgetKey, identityToken: old },
    });
    expect(answer.body).toMatchObject({ code: "invalid", errors: [{ path: "identityToken" }] });
  });
});

describe("a customer's data", () => {
  const canary = `canary-${randomUUID()}`;

  test("is exported as the customer may see it: no notes", async () => {
    const customer = await chat.customer(tenant, "Cara");
    const conversationId = await chat.conversation(customer, "my order");
    await chat.send(tenant.owner.token, conversationId, "internal", "note");
    await chat.send(tenant.owner.token, conversationId, "on its way");
    const { body } = await chat.request("GET", `/api/v1/customers/${customer.id}/export`, {
      token: tenant.owner.token,
    });
    expect(body.customer).toMatchObject({ id: customer.id, name: "Cara" });
    expect(body.conversations[0].messages.map((message: { body: string }) => message.body)).toEqual([
      "my order",
      "on its way",
    ]);
  });

  test("erased, nothing of it is anywhere in the database, and the log has no hole", async () => {
    const customer = await chat.customer(tenant, canary);
    const conversationId = await chat.conversation(customer, `${canary} my address`);
    const path = `/api/v1/conversations/${conversationId}`;
    const reply = (await chat.send(tenant.owner.token, conversationId, `dear ${canary}`)).body;
    await chat.request("PATCH", `${path}/messages/${reply.id}`, {
      token: tenant.owner.token,
      body: { body: `hello ${canary}` },
    });
    await chat.send(tenant.owner.token, conversationId, `${canary} seems nice`, "note");
    await chat.request("POST", "/api/v1/conversations", {
      token: customer.token,
      headers: { "idempotency-key": randomUUID() },
      body: { message: { clientMessageId: randomUUID(), body: canary } },
    });
    const body = { email: "canary@home.test" };
    await chat.request("PATCH", `/api/v1/customers/${customer.id}`, { token: tenant.owner.token, body });
    expect(await chat.rowsWith(canary)).not.toEqual([]);

    const before = (await chat.request("GET", `${path}/events?afterSeq=0`, { token: tenant.owner.token })).body.items;
    const erased = await chat.request("POST", `/api/v1/customers/${customer.id}/erase`, { token: tenant.owner.token });
    expect(erased.body).toEqual({ erasedConversations: 1, erasedMessages: 4 });
    expect(await chat.rowsWith(canary)).toEqual([]);
    expect(await chat.rowsWith("canary@home.test")).toEqual([]);
    const after = (await chat.request("GET", `${path}/events?afterSeq=0`, { token: tenant.owner.token })).body.items;
    expect(after.map((event: { seq: number }) => event.seq)).toEqual([
      ...before.map((event: { seq: number }) => event.seq),
      before.length + 1,
    ]);
    expect(after.at(-1).kind).toBe("conversation.erased");
    const again = await start({ deviceToken: customer.deviceToken });
    expect(again.body.customer.id).not.toBe(customer.id);
  });

  test("erased, nothing of theirs goes on waiting", async () => {
    const theirs = await chat.tenant();
    const token = theirs.owner.token;
    const states = [];
    for (const state of ["queued", "open", "snoozed"]) {
      const customer = await chat.customer(theirs);
      const id = await chat.conversation(customer);
      if (state !== "queued") await chat.request("POST", `/api/v1/queue/${id}/accept`, { token });
      const snoozedUntil = new Date(Date.now() + 60_000).toISOString();
      if (state === "snoozed")
        await chat.request("PATCH", `/api/v1/conversations/${id}`, { token, body: { snoozedUntil } });
      await chat.request("POST", `/api/v1/customers/${customer.id}/erase`, { token });
      const { body } = await chat.request("GET", `/api/v1/conversations/${id}`, { token });
      states.push({ status: body.status, waitingSince: body.waitingSince });
    }
    const ended = { status: "closed", waitingSince: null };
    expect(states).toEqual([ended, ended, ended]);
    const left = await chat.database.readTenant(theirs.id, async (tx) => ({
      queue: await tx.selectFrom("chat_queue").selectAll().execute(),
      asleep: await tx.selectFrom("conversations").select("id").where("snoozed_until", "is not", null).execute(),
    }));
    expect(left).toEqual({ queue: [], asleep: [] });
  });

  test("erased, nothing about them is written any more: not their profile, not their conversation", async () => {
    const theirs = await chat.tenant();
    const token = theirs.owner.token;
    const customer = await chat.customer(theirs);
    const id = await chat.conversation(customer);
    const { body: answer } = await chat.send(token, id, "An answer");
    const profile = `/api/v1/customers/${customer.id}`;
    const path = `/api/v1/conversations/${id}`;
    const [erased, raced] = await Promise.all([
      chat.request("POST", `${profile}/erase`, { token }),
      chat.request("PATCH", profile, { token, body: { name: "Racy" } }),
    ]);
    expect(erased.status).toBe(200);
    expect([200, 409]).toContain(raced.status);
    const writes = [
      chat.request("PATCH", profile, { token, body: { name: "Again", email: "again@home.test" } }),
      chat.request("PATCH", path, { token, body: { tags: ["again"] } }),
      chat.request("POST", `${path}/reopen`, { token }),
      chat.request("PATCH", `${path}/messages/${answer.id}`, { token, body: { body: "Again" } }),
      chat.send(token, id, "Again"),
      chat.send(token, id, "Again", "note"),
    ];
    expect((await Promise.all(writes)).map(({ status }) => status)).toEqual([409, 409, 409, 409, 409, 409]);
    const left = await chat.database.readTenant(theirs.id, async (tx) => ({
      customer: await tx.selectFrom("customers").select(["name", "email"]).where("id", "=", customer.id).execute(),
      said: await tx.selectFrom("events").select("data").where("conversation_id", "=", id).execute(),
      conversation: await tx.selectFrom("conversations").select(["tags", "status"]).where("id", "=", id).execute(),
    }));
    expect(JSON.stringify(left)).not.toMatch(/Racy|Again|again|An answer/);
    expect(left.conversation).toEqual([{ tags: [], status: "closed" }]);
  });

  test("erased, presence is asked to forget them once their sockets have been closed for a while", async () => {
    const theirs = await chat.tenant();
    const customer = await chat.customer(theirs);
    const startMs = Date.now();
    await chat.request("POST", `/api/v1/customers/${customer.id}/erase`, { token: theirs.owner.token });
    const tasks = await chat.database.readTenant(theirs.id, (tx) =>
      tx.selectFrom("tasks").select(["payload", "due_at"]).where("name", "=", "presence.forget").execute(),
    );
    expect(tasks.map(({ payload }) => payload)).toEqual([{ userId: customer.id }]);
    expect(tasks[0]!.due_at.getTime() - startMs).toBeGreaterThan(60_000);
  });

  test("a conversation is exported whole, by supervisors", async () => {
    const conversationId = await chat.conversation(await chat.customer(tenant));
    await chat.send(tenant.owner.token, conversationId, "internal", "note");
    const path = `/api/v1/conversations/${conversationId}/export`;
    const supervisor = await chat.person(tenant, "supervisor");
    const { body } = await chat.request("GET", path, { token: supervisor.token });
    expect(body.events.map((event: { kind: string }) => event.kind)).toEqual([
      "conversation.created",
      "message.created",
      "note.created",
    ]);
    expect((await chat.request("GET", path, { token: (await chat.person(tenant, "agent")).token })).status).toBe(403);
  });
});

test("a mark that was gathered before its reader's right ended is not stored after it", async () => {
  const [erased, banned, reader] = [
    await chat.customer(tenant),
    await chat.customer(tenant),
    await chat.customer(tenant),
  ];
  const gone = await chat.person(tenant, "agent");
  const token = tenant.owner.token;
  const [ofErased, ofBanned, ofReader] = [
    await chat.conversation(erased),
    await chat.conversation(banned),
    await chat.conversation(reader),
  ];
  await chat.request("POST", `/api/v1/customers/${erased.id}/erase`, { token });
  await chat.request("POST", `/api/v1/customers/${banned.id}/ban`, { token });
  await chat.request("PATCH", `/api/v1/users/${gone.id}`, { token, body: { disabled: true } });
  const mark = (conversationId: string, userId: string, isCustomer = true) => ({
    ...{ conversationId, userId, isCustomer },
    ...{ deliveredSeq: 1, readSeq: 1 },
  });
  const rows = await chat.database.withTenant(tenant.id, (tx) =>
    moveReceipts(tx, [
      mark(ofErased, erased.id),
      mark(ofBanned, banned.id),
      mark(ofReader, reader.id),
      mark(ofReader, gone.id, false),
      mark(ofReader, tenant.owner.id, false),
    ]),
  );
  expect(rows.map((row) => row.user_id).toSorted()).toEqual([reader.id, tenant.owner.id].toSorted());
});
