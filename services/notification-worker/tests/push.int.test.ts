import "@chorus/testing/provided";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { startPushDouble, type PushDouble } from "@chorus/doubles/push/server";
import { developmentVapidKeys } from "@chorus/doubles/development-accounts";
import { until } from "@chorus/testing/until";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createPushSender } from "../src/channels/push/push-client.ts";
import { MINUTE_MS, startNotifications, type Notifications } from "./harness.ts";

const { publicKey, privateKey } = developmentVapidKeys();

let all: Notifications;
let double: PushDouble;
beforeAll(async () => {
  double = await startPushDouble({ port: 0 });
  all = await startNotifications(7, {
    VAPID_PUBLIC_KEY: publicKey,
    VAPID_PRIVATE_KEY: privateKey,
    PUSH_DOUBLE_URL: double.url,
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

const subscriptions = "/api/v1/push-subscriptions";

/** Anna, with a browser that wants push messages. */
async function subscribed() {
  const talk = await all.talk();
  const anna = await all.chat.person(talk.tenant, "agent", "Anna");
  const browser = double.subscribe();
  const { endpoint, keys } = browser;
  const made = await all.post(subscriptions, anna.token, { endpoint, keys, expirationTime: null });
  expect(made.status).toBe(201);
  return { ...talk, anna, browser, subscriptionId: made.body.id as string };
}

/** Anna is given the conversation and does not look for a minute. */
async function given({ tenant, conversationId, anna }: Awaited<ReturnType<typeof subscribed>>) {
  await all.chat.request("POST", `/api/v1/conversations/${conversationId}/assign`, {
    token: tenant.owner.token,
    body: { agentId: anna.id },
  });
  await until(async () => (await all.deliveries(tenant.id, { channel: "in_app" })).length > 0);
  all.pass(MINUTE_MS);
}

const pushes = async (tenantId: string) => all.deliveries(tenantId, { channel: "push" });
const pushOf = (tenantId: string, status: string) =>
  until(async () => (await pushes(tenantId)).find((delivery) => delivery.status === status));

describe("a browser that asked for push messages", () => {
  test("gets one that only it can read; the mail follows when nobody has looked", async () => {
    const talk = await subscribed();
    await given(talk);
    const [message] = await until(() => {
      const found = double.messages.filter(({ subscriptionId }) => subscriptionId === talk.browser.id);
      return found.length > 0 ? found : null;
    });
    expect(JSON.parse(message?.text ?? "")).toEqual({
      title: talk.tenant.slug,
      body: "Olivia assigned you the conversation with Cara",
      tag: talk.conversationId,
      url: `/conversations/${talk.conversationId}`,
    });
    expect(message?.topic).toBe(talk.conversationId.replaceAll("-", ""));
    const sent = await pushOf(talk.tenant.id, "sent");
    // Whoever reads the log must not be able to write to the browser.
    expect(sent.recipient).toBe(new URL(double.url).host);
    expect(all.mailsTo(talk.anna.email)).toEqual([]);
    all.pass(5 * MINUTE_MS);
    await all.mailTo(talk.anna.email);
    expect(double.messages.filter(({ subscriptionId }) => subscriptionId === talk.browser.id)).toHaveLength(1);
  });

  test("is forgotten when the push service says that it is gone", async () => {
    const talk = await subscribed();
    double.end(talk.browser.id);
    await given(talk);
    expect((await pushOf(talk.tenant.id, "bounced")).reason).toContain("has ended its subscription");
    all.rewind();
    const test = await all.post("/api/v1/notifications/test", talk.anna.token, { channel: "push" });
    expect(test).toMatchObject({ status: 409, body: { code: "conflict" } });
  });

  test("that is gone leaves no waiting customer untold: the next who can answer is", async () => {
    const talk = await subscribed();
    const inDesk = { email: false, push: false };
    const events = { "conversation.waiting": { email: false, push: true }, "conversation.assigned": inDesk };
    const body = { events };
    await all.chat.request("PATCH", "/api/v1/notification-preferences", { token: talk.anna.token, body });
    double.end(talk.browser.id);
    await given(talk);
    const mail = await until(() =>
      all.mailsTo(talk.tenant.owner.email).find(({ Subject }) => Subject.includes("waiting")),
    );
    expect(mail.Text).toContain("Hello?");
    expect(await pushes(talk.tenant.id)).toMatchObject([{ event: "conversation.waiting", status: "bounced" }]);
  });

  test("ends it itself, and nobody else does", async () => {
    const { tenant, anna, subscriptionId } = await subscribed();
    const end = (token: string) =>
      fetch(`${all.worker.url}${subscriptions}/${subscriptionId}`, {
        method: "DELETE",
        headers: { authorization: `Bearer ${token}` },
      });
    expect((await end(tenant.owner.token)).status).toBe(204);
    expect((await all.post("/api/v1/notifications/test", anna.token, { channel: "push" })).status).toBe(202);
    expect((await end(anna.token)).status).toBe(204);
    expect((await all.post("/api/v1/notifications/test", anna.token, { channel: "push" })).status).toBe(409);
  });

  test("a push service that fails gets it again; one that hangs up after it leaves it unknown", async () => {
    const talk = await subscribed();
    double.control.set({ failureRate: 1, failureCode: 503 });
    await given(talk);
    await pushOf(talk.tenant.id, "held");
    double.control.set({ vanishes: true });
    all.pass(MINUTE_MS);
    expect((await pushOf(talk.tenant.id, "unknown")).reason).toContain("may have it");
  });
});

test("keys that nothing can be encrypted for are refused when subscribing", async () => {
  const { anna } = await subscribed();
  const { endpoint, keys } = double.subscribe();
  const refused = async (wrong: object) => {
    const { status, body } = await all.post(subscriptions, anna.token, { endpoint, keys: { ...keys, ...wrong } });
    expect(status).toBe(422);
    return body.errors.map((error: { path: string }) => error.path);
  };
  const noPoint = Buffer.alloc(65, 7);
  noPoint[0] = 4;
  for (const p256dh of ["AAAA", noPoint.toString("base64url"), `${keys.p256dh}A`])
    expect(await refused({ p256dh })).toEqual(["keys.p256dh"]);
  for (const auth of ["AAAA", `${keys.auth}A`]) expect(await refused({ auth })).toEqual(["keys.auth"]);
});

describe("an endpoint", () => {
  test("of nobody known, or inside, is refused", async () => {
    const { anna } = await subscribed();
    const { keys } = double.subscribe();
    for (const endpoint of ["https://evil.test/x", "http://169.254.169.254/latest", "https://127.0.0.1/x"])
      expect((await all.post(subscriptions, anna.token, { endpoint, keys })).status).toBe(403);
    const key = await all.get(`${subscriptions}/key`, anna.token);
    expect(key).toEqual({ status: 200, body: { publicKey } });
  });

  test("whose allowed name leads inside when it is called is not called", async () => {
    let calls = 0;
    const inside: Server = createServer((_request, response) => {
      calls += 1;
      response.end();
    });
    await new Promise<void>((resolve) => inside.listen(0, "127.0.0.1", resolve));
    const { port } = inside.address() as AddressInfo;
    const send = createPushSender({
      ...{ publicKey, privateKey, subject: "mailto:operator@chorus.test" },
      // As if its DNS said so now; the port is the usual one, where nothing listens.
      ...{ hosts: ["localhost"], doubleOrigin: null },
    });
    const { keys } = double.subscribe();
    const message = (endpoint: string) => ({ subscription: { endpoint, keys }, payload: "{}", topic: "t" });
    const { signal } = new AbortController();
    expect(await send(message("https://localhost/x"), signal)).toMatchObject({
      status: "failed",
      reason: expect.stringContaining("private address"),
    });
    expect(await send(message(`https://localhost:${port}/x`), signal)).toMatchObject({ status: "bounced" });
    expect(calls).toBe(0);
    await new Promise((resolve) => {
      inside.close(resolve);
    });
  });
});

test("switched off by the owner, the mail comes at once instead of after a push message, and nobody is lost", async () => {
  const talk = await subscribed();
  const { token } = talk.tenant.owner;
  const changed = await all.chat.request("PATCH", "/api/v1/tenant/flags", { token, body: { push: false } });
  expect(changed.status).toBe(200);
  await expect.poll(() => all.worker.context.isOn("push", talk.tenant.id)).toBe(false);
  await given(talk);
  await all.mailTo(talk.anna.email);
  expect(await pushes(talk.tenant.id)).toEqual([]);
  expect(double.messages.filter(({ subscriptionId }) => subscriptionId === talk.browser.id)).toEqual([]);
});

test("a push message that waits for its provider when it is switched off ends as that, and the mail follows", async () => {
  const talk = await subscribed();
  double.control.set({ failureRate: 1, failureCode: 503 });
  await given(talk);
  await pushOf(talk.tenant.id, "held");
  double.control.set({});
  const flag = "/api/v1/flags/push";
  const token = all.chat.config.secrets.operatorKey;
  await all.chat.request("PUT", flag, { token, body: { isOn: false } });
  await expect.poll(() => all.worker.context.isOn("push", talk.tenant.id)).toBe(false);
  all.pass(5 * MINUTE_MS);
  expect((await pushOf(talk.tenant.id, "suppressed")).why).toMatchObject({ code: "switched_off" });
  await all.mailTo(talk.anna.email);
  expect(double.messages.filter(({ subscriptionId }) => subscriptionId === talk.browser.id)).toEqual([]);
  await all.chat.request("DELETE", flag, { token });
});

test("of a delivery its own channel's switch is asked, once for each attempt", async () => {
  const { tenant, anna } = await subscribed();
  const { context } = all.worker;
  const { isOn } = context;
  const asked: string[] = [];
  context.isOn = (flag, tenantId) => {
    if (tenantId === tenant.id) asked.push(flag);
    return isOn(flag, tenantId);
  };
  try {
    for (const channel of ["push", "email"])
      expect((await all.post("/api/v1/notifications/test", anna.token, { channel })).status).toBe(202);
    await pushOf(tenant.id, "sent");
    await all.mailTo(anna.email);
    expect(asked).toEqual(["push"]);
  } finally {
    context.isOn = isOn;
  }
});
