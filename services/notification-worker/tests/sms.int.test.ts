import "@chorus/testing/provided";
import { readFile } from "node:fs/promises";
import { startTwilioDouble, type TwilioDouble } from "@chorus/doubles/twilio/server";
import { until } from "@chorus/testing/until";
import { sql } from "kysely";
import twilio from "twilio";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { replyToUnread } from "../src/channels/sms/unread-answer.ts";
import { MINUTE_MS, startNotifications, type Notifications } from "./harness.ts";

const ACCOUNT = { accountSid: `AC${"0".repeat(32)}`, authToken: "an-auth-token", from: "+15005550006" };

type Schema = Extract<Parameters<typeof z.fromJSONSchema>[0], object>;
interface Description {
  request: Schema;
  message: Schema & { properties: object };
  $defs: NonNullable<Schema["$defs"]>;
}

/** The wake-ups of a worker whose clock runs ahead wait in real time. */
const PATIENCE = { timeoutMs: 40_000 };

let all: Notifications;
let double: TwilioDouble;
beforeAll(async () => {
  double = await startTwilioDouble({ port: 0, ...ACCOUNT });
  all = await startNotifications(14, {
    TWILIO_ACCOUNT_SID: ACCOUNT.accountSid,
    TWILIO_AUTH_TOKEN: ACCOUNT.authToken,
    TWILIO_FROM: ACCOUNT.from,
    TWILIO_BASE_URL: double.url,
    SMS_COUNTRIES: "US,DE",
  });
});
afterAll(async () => {
  await all[Symbol.asyncDispose]();
  await double[Symbol.asyncDispose]();
});
beforeEach(() => {
  double.control.set({});
  all.rewind();
});

let lastNumber = 0;
/** One that nobody else has, in a block of its own. */
function newNumber(): string {
  lastNumber += 1;
  return `+4915${String(lastNumber).padStart(2, "0")}2345678`;
}

/** A customer without a mail address, who wants text messages and was answered after leaving. */
async function answered(number: string, body = "Your parcel is on its way") {
  const tenant = await all.chat.tenant();
  const customer = await all.chat.customer(tenant);
  const conversationId = await all.chat.conversation(customer);
  await all.chat.request("PATCH", `/api/v1/customers/${customer.id}`, {
    token: tenant.owner.token,
    body: { phone: number },
  });
  await all.chat.request("PATCH", "/api/v1/notification-preferences", {
    token: customer.token,
    body: { events: { "message.unread": { sms: true } } },
  });
  await all.chat.send(tenant.owner.token, conversationId, body);
  await all.dispatched(tenant.id, conversationId);
  return { tenant, customer, conversationId };
}

async function deliveryOf(tenantId: string, number: string, status: string) {
  return until(async () => {
    const [delivery] = await all.deliveries(tenantId, { recipient: number });
    return delivery?.status === status ? delivery : null;
  });
}

describe("a text message", () => {
  test("says who wrote what, and the network's report is written down; nobody else can report", async () => {
    const number = newNumber();
    const { tenant } = await answered(number);
    all.pass(MINUTE_MS);
    await deliveryOf(tenant.id, number, "sent");
    const message = double.messages.find(({ to }) => to === number);
    expect(message?.body).toBe(`${tenant.slug}: Olivia wrote to you: Your parcel is on its way`);
    const sid = message?.sid ?? "";
    // The double signs for the address that the worker says it has; ours is another one here.
    const callback = { ...message, statusCallback: `${all.worker.url}/callbacks/twilio/status` };
    expect(callback.statusCallback).toContain("/callbacks/twilio/status");
    const forged = await fetch(callback.statusCallback, {
      method: "POST",
      body: new URLSearchParams({ To: number, MessageSid: sid, MessageStatus: "delivered" }),
    });
    expect(forged.status).toBe(403);
    expect((await all.deliveries(tenant.id, { recipient: number }))[0]?.status).toBe("sent");
    expect(await double.report(sid, "sent")).toBe(204);
    expect(await double.report(sid, "delivered")).toBe(204);
    expect(await double.report(sid, "sent")).toBe(204);
    const delivered = await deliveryOf(tenant.id, number, "delivered");
    expect(delivered.timeline.map(({ status }) => status)).toEqual(["queued", "queued", "sent", "delivered"]);
  });

  test("that the network could not deliver has failed, with Twilio's code", async () => {
    const number = newNumber();
    const { tenant } = await answered(number);
    all.pass(MINUTE_MS);
    await deliveryOf(tenant.id, number, "sent");
    const sid = double.messages.find(({ to }) => to === number)?.sid ?? "";
    await double.report(sid, "undelivered", 30003);
    expect((await deliveryOf(tenant.id, number, "failed")).reason).toContain("30003");
  });

  test("is not sent to a country that the operator has not named", async () => {
    const number = "+252612345678";
    const { tenant } = await answered(number);
    all.pass(MINUTE_MS);
    expect((await deliveryOf(tenant.id, number, "suppressed")).reason).toContain("SMS_COUNTRIES");
    expect(double.messages.some(({ to }) => to === number)).toBe(false);
  });

  test("is not sent again to who answers STOP, until they answer START", async () => {
    const number = newNumber();
    const { tenant, conversationId } = await answered(number);
    all.pass(MINUTE_MS);
    await deliveryOf(tenant.id, number, "sent");
    const address = `${all.worker.url}/callbacks/twilio/answers`;
    const send = (body: string) => double.answer(address, { from: number, to: ACCOUNT.from, body });
    expect(await send(" Stop ")).toBe(200);
    const agentSends = async (body: string) => {
      all.rewind();
      await all.chat.send(tenant.owner.token, conversationId, body);
      await all.dispatched(tenant.id, conversationId);
      all.pass(MINUTE_MS);
    };
    await agentSends("Another one");
    expect((await deliveryOf(tenant.id, number, "suppressed")).reason).toContain("stop");
    expect(await send("START")).toBe(200);
    await agentSends("Welcome back");
    await until(() => double.messages.filter(({ to }) => to === number).length === 2);
  });
});

test("who answers in words is told once that nobody reads them there, and where to write", async () => {
  const number = newNumber();
  const { tenant } = await answered(number);
  all.pass(MINUTE_MS);
  await deliveryOf(tenant.id, number, "sent");
  const send = (from: string, body: string) =>
    double.answer(`${all.worker.url}/callbacks/twilio/answers`, { from, to: ACCOUNT.from, body });
  const received = (to: string) => double.messages.filter((message) => message.to === to).map(({ body }) => body);
  expect(await send(number, "Tomorrow is fine, thank you")).toBe(200);
  expect(await send(number, "Hello?")).toBe(200);
  expect(received(number)).toHaveLength(2);
  expect(received(number)[0]).toMatch(/^Text messages to this number are not read. Please write in the chat\./);
  const stranger = newNumber();
  expect(await send(stranger, "Hello?")).toBe(200);
  expect(received(stranger)).toEqual([]);
  // Nobody was answered, so that the first answer is still theirs.
  all.rewind();
  const { tenant: other } = await answered(stranger);
  all.pass(MINUTE_MS);
  await deliveryOf(other.id, stranger, "sent");
  await send(stranger, "Tomorrow is fine");
  expect(received(stranger)).toHaveLength(2);
});

test("who has been answered costs no look into the database within the hour", async () => {
  const number = newNumber();
  const { tenant } = await answered(number);
  all.pass(MINUTE_MS);
  await deliveryOf(tenant.id, number, "sent");
  const { context } = all.worker;
  expect(await replyToUnread(context, number)).toMatch(/^Text messages to this number are not read/);
  const database = new Proxy(context.database, { get: () => expect.unreachable("nothing is read") });
  expect(await replyToUnread({ ...context, database }, number)).toBeNull();
  // Another number is looked up, and what fails is given back.
  const another = newNumber();
  await expect(replyToUnread({ ...context, database }, another)).rejects.toThrow("nothing is read");
  expect(await context.smsAnswerLimit.count(another)).toBe(true);
});

test("who has changed the number is told at the new one, and nothing goes to the former", async () => {
  const [former, present] = [newNumber(), newNumber()];
  double.control.set({ failureRate: 1, failureCode: 503 });
  const { tenant, customer } = await answered(former);
  all.pass(MINUTE_MS);
  await deliveryOf(tenant.id, former, "held");
  all.rewind();
  await all.chat.request("PATCH", `/api/v1/customers/${customer.id}`, {
    token: tenant.owner.token,
    body: { phone: present },
  });
  double.control.set({});
  all.pass(15 * MINUTE_MS);
  await deliveryOf(tenant.id, present, "sent");
  expect(await deliveryOf(tenant.id, former, "cancelled")).toMatchObject({ why: { code: "address_changed" } });
  const sentTo = double.messages.map(({ to }) => to).filter((to) => to === former || to === present);
  expect(sentTo).toEqual([present]);
});

test("a yes that ends no stop is an answer, and one that ends a stop starts again", async () => {
  const number = newNumber();
  const { tenant } = await answered(number);
  all.pass(MINUTE_MS);
  await deliveryOf(tenant.id, number, "sent");
  const send = (body: string) =>
    double.answer(`${all.worker.url}/callbacks/twilio/answers`, { from: number, to: ACCOUNT.from, body });
  const received = () => double.messages.filter(({ to }) => to === number).map(({ body }) => body);
  await send("STOP");
  await send("Yes");
  expect(received()).toHaveLength(1);
  await send("Yes");
  expect(received()).toHaveLength(2);
  expect(received()[0]).toMatch(/^Text messages to this number are not read/);
});

test("an answer to several companies is answered also when the first of them was stopped", async () => {
  const number = newNumber();
  const talks = [await answered(number), await answered(number)];
  all.pass(MINUTE_MS);
  for (const { tenant } of talks) await deliveryOf(tenant.id, number, "sent");
  const { rows } = await all.chat.database.withSystem((tx) =>
    sql<{ tenant_id: string }>`select tenant_id from tenants_that_wrote_to('sms', ${number})`.execute(tx),
  );
  const first = rows[0]?.tenant_id;
  const answer = `${all.worker.url}/callbacks/twilio/answers`;
  const send = (body: string) => double.answer(answer, { from: number, to: ACCOUNT.from, body });
  const received = () => double.messages.filter(({ to }) => to === number).length;
  await all.chat.asOwner(
    `insert into suppressions (tenant_id, channel, address, reason) values ('${first}', 'sms', '${number}', 'stop')`,
  );
  await send("Tomorrow is fine");
  expect(received()).toBe(3);
});

describe("Twilio", () => {
  test("that reports a word we do not know is thanked, whatever the word", async () => {
    const number = newNumber();
    const { tenant } = await answered(number);
    all.pass(MINUTE_MS);
    await deliveryOf(tenant.id, number, "sent");
    const sid = double.messages.find(({ to }) => to === number)?.sid ?? "";
    for (const status of ["toString", "constructor", "__proto__", "canceled"])
      expect(await double.report(sid, status)).toBe(204);
    await deliveryOf(tenant.id, number, "sent");
  });

  test("that answers 503 or is away gets it later, once", async () => {
    const number = newNumber();
    double.control.set({ failureRate: 1, failureCode: 503 });
    const { tenant } = await answered(number);
    all.pass(MINUTE_MS);
    expect((await deliveryOf(tenant.id, number, "held")).reason).toContain("503");
    double.control.set({});
    all.pass(10 * MINUTE_MS);
    await deliveryOf(tenant.id, number, "sent");
    expect(double.messages.filter(({ to }) => to === number)).toHaveLength(1);
  });

  test("that hangs up with the message in its hands leaves it unknown", async () => {
    const number = newNumber();
    double.control.set({ vanishes: true });
    const { tenant } = await answered(number);
    all.pass(MINUTE_MS);
    expect((await deliveryOf(tenant.id, number, "unknown")).reason).toContain("may have been sent");
    double.control.set({});
    all.pass(60 * MINUTE_MS);
    expect(double.messages.filter(({ to }) => to === number)).toHaveLength(1);
  });

  /** Twilio is away when a customer has two unread messages. */
  async function heldTwo(number: string) {
    double.control.set({ failureRate: 1, failureCode: 503 });
    const talk = await answered(number, "Your parcel is on its way");
    const last = await all.chat.send(talk.tenant.owner.token, talk.conversationId, "It comes today");
    all.pass(MINUTE_MS);
    await deliveryOf(talk.tenant.id, number, "held");
    all.rewind();
    return { ...talk, last: last.body };
  }
  const again = () => {
    double.control.set({});
    all.pass(15 * MINUTE_MS);
  };

  test("that was away when the last message is deleted gets the one before it", async () => {
    const number = newNumber();
    const { tenant, conversationId, last } = await heldTwo(number);
    const path = `/api/v1/conversations/${conversationId}/messages/${last.id}`;
    expect((await all.chat.request("DELETE", path, { token: tenant.owner.token })).status).toBeLessThan(300);
    again();
    await deliveryOf(tenant.id, number, "sent");
    const texts = double.messages.filter(({ to }) => to === number).map(({ body }) => body);
    expect(texts).toEqual([`${tenant.slug}: Olivia wrote to you: Your parcel is on its way`]);
  });

  test("that was away when everything is read in the chat gets nothing", async () => {
    const number = newNumber();
    const { tenant, customer, conversationId, last } = await heldTwo(number);
    const receipts = `/api/v1/conversations/${conversationId}/receipts`;
    const read = await all.chat.request("PUT", receipts, { token: customer.token, body: { readSeq: last.seq } });
    expect(read.status).toBeLessThan(300);
    again();
    expect((await deliveryOf(tenant.id, number, "cancelled")).why).toMatchObject({ code: "nothing_left" });
    expect(double.messages.filter(({ to }) => to === number)).toEqual([]);
  });

  test(
    "that asks to send more slowly uses nothing up of a block of numbers, and what is over it waits",
    { timeout: 120_000 },
    async () => {
      const number = newNumber();
      const { quotas } = all.worker.context;
      double.control.set({ failureRate: 1, failureCode: 429 });
      const { tenant } = await answered(number);
      all.pass(MINUTE_MS);
      for (const attempt of [1, 2, 3]) {
        await until(async () => (await deliveryOf(tenant.id, number, "held")).attempts >= attempt, PATIENCE);
        all.pass(16 * MINUTE_MS);
      }
      double.control.set({});
      await until(async () => (await all.deliveries(tenant.id, { recipient: number }))[0]?.status === "sent", PATIENCE);
      const other = { tenant_id: tenant.id, channel: "sms" as const, address: `${number.slice(0, -1)}9` };
      for (let count = 1; count < 10; count += 1) expect(await quotas.use(other)).toBeNull();
      expect(await quotas.use(other)).toMatchObject({ reason: expect.stringContaining("block") });
      await quotas.giveBack(other);
      expect(await quotas.use(other)).toBeNull();
    },
  );

  test.each([
    { number: "+15005550001", status: "bounced" },
    { number: "+15005550004", status: "suppressed" },
  ])("that refuses $number makes it $status, and it is not asked again", async ({ number, status }) => {
    const { tenant } = await answered(number);
    all.pass(MINUTE_MS);
    const first = await deliveryOf(tenant.id, number, status);
    expect(first.attempts).toBe(1);
  });
});

describe("the double", () => {
  test("takes and gives what Twilio's own description says, and its signatures are Twilio's", async () => {
    const file = new URL("../../../infrastructure/doubles/src/twilio/messages.schema.json", import.meta.url);
    const { request, message, $defs } = JSON.parse(await readFile(file, "utf8")) as Description;
    const form = { To: newNumber(), From: ACCOUNT.from, Body: "Hi", StatusCallback: "https://chorus.test/callback" };
    expect(z.fromJSONSchema({ ...request, $defs }).safeParse(form).success).toBe(true);
    const response = await fetch(`${double.url}/2010-04-01/Accounts/${ACCOUNT.accountSid}/Messages.json`, {
      method: "POST",
      headers: { authorization: `Basic ${btoa(`${ACCOUNT.accountSid}:${ACCOUNT.authToken}`)}` },
      body: new URLSearchParams(form),
    });
    expect(response.status).toBe(201);
    const answer = (await response.json()) as object;
    const parsed = z.fromJSONSchema({ ...message, $defs }).safeParse(answer);
    expect(parsed.error?.issues ?? []).toEqual([]);
    const described = Object.keys(message.properties);
    expect(Object.keys(answer).toSorted()).toEqual(described.toSorted());
  });

  test("refuses a stranger as Twilio does", async () => {
    const stranger = twilio(ACCOUNT.accountSid, "wrong");
    const url = `${double.url}/2010-04-01/Accounts/${ACCOUNT.accountSid}/Messages.json`;
    expect(stranger.username).toBe(ACCOUNT.accountSid);
    const response = await fetch(url, { method: "POST", headers: { authorization: `Basic ${btoa("a:b")}` } });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 20003, status: 401 });
  });
});

test("switched off by the operator, nobody gets one: what waits ends as switched off, and on again the next one is sent", async () => {
  const [waiting, later] = [newNumber(), newNumber()];
  const first = await answered(waiting);
  const flag = `/api/v1/tenants/${first.tenant.id}/flags/sms`;
  const token = all.chat.config.secrets.operatorKey;
  // Twilio is away: the delivery is open when somebody switches text messages off.
  double.control.set({ failureRate: 1, failureCode: 503 });
  all.pass(MINUTE_MS);
  await deliveryOf(first.tenant.id, waiting, "held");
  double.control.set({});
  await all.chat.request("PUT", flag, { token, body: { isOn: false } });
  await expect.poll(() => all.worker.context.isOn("sms", first.tenant.id)).toBe(false);
  all.pass(15 * MINUTE_MS);
  expect((await deliveryOf(first.tenant.id, waiting, "suppressed")).why).toMatchObject({ code: "switched_off" });
  expect(double.messages.filter(({ to }) => to === waiting)).toEqual([]);
  const dead = await all.chat.database.readTenant(first.tenant.id, (tx) =>
    tx.selectFrom("tasks").select("id").where("is_dead", "=", true).execute(),
  );
  expect(dead).toEqual([]);
  await all.chat.request("DELETE", flag, { token });
  await expect.poll(() => all.worker.context.isOn("sms", first.tenant.id)).toBe(true);
  all.rewind();
  const second = await answered(later);
  all.pass(MINUTE_MS);
  await deliveryOf(second.tenant.id, later, "sent");
});
