import "@chorus/testing/provided";
import { randomUUID } from "node:crypto";
import { unsubscribeToken } from "@chorus/auth/unsubscribe-link";
import { until } from "@chorus/testing/until";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PASSWORD } from "../../chat-service/tests/harness.ts";
import { MINUTE_MS, startNotifications, type Notifications } from "./harness.ts";

/** The wake-ups of a worker whose clock runs ahead wait in real time. */
const PATIENCE = { timeoutMs: 40_000 };

let all: Notifications;
beforeAll(async () => {
  all = await startNotifications(12);
});
afterAll(async () => {
  await all[Symbol.asyncDispose]();
});
beforeEach(() => {
  all.mailbox.control.set({});
  all.rewind();
});

async function answered(body = "It is on its way") {
  const talk = await all.talk();
  await talk.send(body);
  await all.dispatched(talk.tenant.id, talk.conversationId);
  return talk;
}

describe("a customer who has left", () => {
  test("gets one mail for several messages, which says from whom and leads back", async () => {
    const { tenant, conversationId, email, send } = await answered("It is on its way");
    await send("It arrives <b>tomorrow</b>");
    expect(all.mailsTo(email)).toEqual([]);
    all.pass(MINUTE_MS);
    const mail = await all.mailTo(email);
    expect(mail).toMatchObject({
      Subject: `Your conversation with ${tenant.slug}`,
      From: { Name: tenant.slug, Address: "notifications@chorus.localhost" },
    });
    expect(mail.Text).toContain("It is on its way");
    expect(mail.HTML).toContain("It arrives &lt;b&gt;tomorrow&lt;/b&gt;");
    expect(mail.Headers).toMatchObject({
      references: `<conversation-${conversationId}@chorus.localhost>`,
      "in-reply-to": `<conversation-${conversationId}@chorus.localhost>`,
      "auto-submitted": "auto-generated",
      "list-unsubscribe-post": "List-Unsubscribe=One-Click",
    });
    const [delivery] = await until(async () => {
      const found = await all.deliveries(tenant.id, { recipient: email });
      return found[0]?.status === "sent" ? found : null;
    });
    expect(delivery).toMatchObject({
      event: "message.unread",
      channel: "email",
      conversationId,
      provider: "smtp",
      attempts: 1,
      reason: null,
    });
    expect(delivery?.timeline.map(({ status }) => status)).toEqual(["queued", "queued", "sent"]);
    all.pass(10 * MINUTE_MS);
    await all.settled(tenant.id, conversationId);
    expect(all.mailsTo(email)).toHaveLength(1);
  });

  test("gets another one for what comes after the first, and not again what was in it", async () => {
    const { tenant, conversationId, email, send } = await answered("One");
    all.pass(MINUTE_MS);
    await all.mailTo(email);
    await all.settled(tenant.id, conversationId);
    // What mail programs group by stays, whatever changes meanwhile.
    await all.chat.database.withTenant(tenant.id, async (tx) => {
      await tx.updateTable("customers").set({ locale: "de" }).where("email", "=", email).execute();
      await tx.updateTable("tenants").set({ name: "Renamed" }).execute();
    });
    await send("Two");
    await all.dispatched(tenant.id, conversationId);
    all.pass(MINUTE_MS);
    await until(() => all.mailsTo(email).length === 2);
    expect(new Set(all.mailsTo(email).map(({ Subject }) => Subject)).size).toBe(1);
    expect(all.mailsTo(email)[0]?.Text).toContain("Sie erhalten diese Mail");
    expect(all.mailsTo(email)[0]?.Text).toContain("Two");
    expect(all.mailsTo(email)[0]?.Text).not.toContain("One");
  });

  test("gets nothing when they have read it within the minute", async () => {
    const { tenant, customer, conversationId, email } = await answered();
    await all.chat.request("PUT", `/api/v1/conversations/${conversationId}/receipts`, {
      token: customer.token,
      body: { readSeq: 99 },
    });
    all.pass(MINUTE_MS);
    await all.settled(tenant.id, conversationId);
    expect(all.mailsTo(email)).toEqual([]);
  });

  test("gets nothing of what was deleted meanwhile", async () => {
    const { tenant, conversationId, email, send } = await answered("The wrong window");
    const { body: message } = await send("The right one");
    const { body: page } = await all.chat.request("GET", `/api/v1/conversations/${conversationId}/messages`, {
      token: tenant.owner.token,
    });
    const wrong = page.items.find((item: { body: string }) => item.body === "The wrong window");
    await all.chat.request("DELETE", `/api/v1/conversations/${conversationId}/messages/${wrong.id}`, {
      token: tenant.owner.token,
    });
    expect(message.body).toBe("The right one");
    all.pass(MINUTE_MS);
    const mail = await all.mailTo(email);
    expect(mail.Text).not.toContain("wrong window");
  });

  test("says once that they want no more, in the mail program or on the page, without a login", async () => {
    const { tenant, conversationId, email, send } = await answered();
    all.pass(MINUTE_MS);
    const mail = await all.mailTo(email);
    const link = /<(.+)>/.exec(mail.Headers["list-unsubscribe"] ?? "")?.[1] ?? "";
    const address = all.worker.url + new URL(link).pathname;
    expect(mail.HTML).toContain(link);
    expect((await fetch(address)).status).toBe(200);
    expect((await fetch(`${address}x`)).status).toBe(404);
    await all.settled(tenant.id, conversationId);
    const oneClick = { method: "POST", body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }) };
    expect((await fetch(`${address}x`, oneClick)).status).toBe(404);
    expect((await fetch(address, oneClick)).status).toBe(200);
    await send("Are you there?");
    await all.dispatched(tenant.id, conversationId);
    all.pass(MINUTE_MS);
    await all.settled(tenant.id, conversationId);
    expect(all.mailsTo(email)).toHaveLength(1);
  });
});

test("a link of a mail that was sent before links had a secret of their own works, a forged one does not", async () => {
  const { tenant, customer } = await answered();
  const said = { tenantId: tenant.id, personId: customer.id, event: "message.unread" as const };
  const stop = (secret: string) =>
    fetch(`${all.worker.url}/u/${unsubscribeToken(secret, said)}`, { method: "POST" }).then(({ status }) => status);
  expect(await stop("a secret that nobody here has ever had")).toBe(404);
  expect(await stop(all.chat.config.secrets.chorus)).toBe(200);
  const chosen = await all.chat.database.readTenant(tenant.id, (tx) =>
    tx.selectFrom("notification_preferences").select("settings").where("person_id", "=", customer.id).execute(),
  );
  expect(chosen).toEqual([{ settings: { events: { "message.unread": { email: false } } } }]);
});

test.each([
  ["de-DE,de;q=0.9", "de", "Diese E-Mails von co-"],
  ["es", "es", "¿Dejar de recibir estos correos de co-"],
  ["fr, en;q=0.5", "en", "Stop these emails from co-"],
])(
  "the page behind an unsubscribe link speaks the reader's language (%s) and names the tenant",
  async (accepted, language, words) => {
    const { tenant, customer } = await answered();
    const said = { tenantId: tenant.id, personId: customer.id, event: "message.unread" as const };
    const address = `${all.worker.url}/u/${unsubscribeToken(all.chat.config.secrets.links, said)}`;
    const text = await (await fetch(address, { headers: { "accept-language": accepted } })).text();
    expect(text).toContain(`<html lang="${language}">`);
    expect(text).toContain(words);
  },
);

describe("a mail server", () => {
  test("that asks to come again gets the mail again, and the log says so", async () => {
    const { tenant, conversationId, email } = await answered();
    all.mailbox.control.set({ failureRate: 1, failureCode: 451 });
    all.pass(MINUTE_MS);
    const held = await until(async () => {
      const [delivery] = await all.deliveries(tenant.id, { recipient: email });
      return delivery?.status === "held" ? delivery : null;
    });
    expect(held.reason).toContain("asks to come again");
    all.mailbox.control.set({});
    all.pass(15 * MINUTE_MS);
    await all.mailTo(email);
    await all.settled(tenant.id, conversationId);
    expect(all.mailsTo(email)).toHaveLength(1);
  });

  test("that is away gets it when it is back, an hour later, once", { timeout: 120_000 }, async () => {
    const { tenant, email } = await answered();
    all.mailbox.control.set({ offline: true });
    all.pass(MINUTE_MS);
    for (const attempts of [1, 2, 3, 4]) {
      await until(async () => {
        const [delivery] = await all.deliveries(tenant.id, { recipient: email, status: ["held"] });
        return delivery?.attempts === attempts;
      }, PATIENCE);
      all.pass(15 * MINUTE_MS);
    }
    all.mailbox.control.set({});
    all.pass(15 * MINUTE_MS);
    await all.mailTo(email);
    expect(all.mailsTo(email)).toHaveLength(1);
  });

  test("that knows no such address is not asked again", async () => {
    const talk = await all.talk(`nobody@${randomUUID().slice(0, 8)}.test`);
    await talk.send("Hello?");
    await all.dispatched(talk.tenant.id, talk.conversationId);
    all.pass(MINUTE_MS);
    const bounced = await until(async () => {
      const [delivery] = await all.deliveries(talk.tenant.id, { recipient: talk.email });
      return delivery?.status === "bounced" ? delivery : null;
    });
    expect(bounced).toMatchObject({ attempts: 1, reason: expect.stringContaining("knows no such address") });
  });

  test("that takes the mail and hangs up before it answers leaves it unknown: not sent again but by a person", async () => {
    const { tenant, email } = await answered();
    all.mailbox.control.set({ vanishes: true });
    all.pass(MINUTE_MS);
    const unknown = await until(async () => {
      const [delivery] = await all.deliveries(tenant.id, { recipient: email });
      return delivery?.status === "unknown" ? delivery : null;
    });
    expect(unknown.reason).toContain("may have arrived");
    all.mailbox.control.set({});
    all.pass(60 * MINUTE_MS);
    expect(all.mailsTo(email)).toHaveLength(1);
    all.rewind();
    const retried = await all.post(`/api/v1/deliveries/${unknown.id}/retry`, tenant.owner.token);
    expect(retried).toMatchObject({ status: 200, body: { status: "queued" } });
    await until(() => all.mailsTo(email).length === 2);
    const [first, second] = all.mailsTo(email);
    expect(first?.MessageID).toBe(second?.MessageID);
  });
});

describe("the desk's people", () => {
  test("are invited by mail, and its link sets their password", async () => {
    const tenant = await all.chat.tenant();
    const email = `new@${tenant.slug}.test`;
    await all.chat.request("POST", "/api/v1/users", {
      token: tenant.owner.token,
      body: { name: "Nina", email, role: "agent" },
    });
    const mail = await all.mailTo(email);
    expect(mail.Subject).toBe(`${tenant.slug} invites you to its support desk`);
    const token = /reset-password#([^"\s]+)/.exec(mail.Text)?.[1];
    const password = "a fine long password";
    const reset = await all.chat.request("POST", "/api/v1/auth/password/reset", { body: { token, password } });
    expect(reset.status).toBe(204);
    const login = { tenant: tenant.slug, email, password };
    expect((await all.chat.request("POST", "/api/v1/auth/login", { body: login })).status).toBe(200);
  });

  test("hear of a sign-in on a device they never used, and of no other", async () => {
    const tenant = await all.chat.tenant();
    const { email } = tenant.owner;
    const signIn = (userAgent: string) =>
      all.chat.request("POST", "/api/v1/auth/login", {
        headers: { "user-agent": userAgent },
        body: { tenant: tenant.slug, email, password: PASSWORD },
      });
    const firefox = (version: number) =>
      `Mozilla/5.0 (Windows NT 10.0; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`;
    await signIn(firefox(140));
    const mail = await all.mailTo(email);
    expect(mail.Subject).toBe("New sign-in to your account");
    expect(mail.Text).toContain("Firefox, Windows");
    expect(mail.Text).toContain("/settings/account");
    await signIn(firefox(141));
    await signIn("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/605.1.15");
    await until(() => all.mailsTo(email).length === 2);
    expect(all.mailsTo(email)[0]?.Text).toContain("Safari, iOS");
  });

  test("are mailed what they were given, when they have not looked", async () => {
    const { tenant, conversationId } = await all.talk();
    const anna = await all.chat.person(tenant, "agent", "Anna");
    await all.chat.request("POST", `/api/v1/conversations/${conversationId}/assign`, {
      token: tenant.owner.token,
      body: { agentId: anna.id },
    });
    const shown = await until(async () => {
      const found = await all.deliveries(tenant.id, { channel: "in_app" });
      return found.length > 0 ? found : null;
    });
    expect(shown).toMatchObject([{ event: "conversation.assigned", status: "delivered" }]);
    all.pass(MINUTE_MS);
    const mail = await all.mailTo(anna.email);
    expect(mail.Subject).toBe("Olivia gave you the conversation with Cara");
    expect(mail.HTML).toContain(`/conversations/${conversationId}`);
  });

  test("send themselves a test, and only admins see the log", async () => {
    const tenant = await all.chat.tenant();
    const agent = await all.chat.person(tenant, "agent");
    const sent = await all.post("/api/v1/notifications/test", agent.token, { channel: "email" });
    expect(sent).toMatchObject({ status: 202, body: { event: "test", recipient: agent.email } });
    expect((await all.mailTo(agent.email)).Subject).toBe("A test from Chorus");
    expect(await all.post("/api/v1/notifications/test", agent.token, { channel: "sms" })).toMatchObject({
      status: 409,
      body: { code: "conflict" },
    });
    expect((await all.get("/api/v1/deliveries", agent.token)).status).toBe(403);
    const log = await all.get(`/api/v1/deliveries?recipient=${agent.email}&status=sent`, tenant.owner.token);
    expect(log).toMatchObject({ status: 200, body: { nextCursor: null, items: [{ event: "test" }] } });
  });
});

test("another tenant's deliveries do not exist", async () => {
  const { email } = await answered();
  all.pass(MINUTE_MS);
  await all.mailTo(email);
  all.rewind();
  const stranger = await all.chat.tenant();
  expect(await all.deliveries(stranger.id, { recipient: email })).toEqual([]);
  const answer = await all.post(`/api/v1/deliveries/${randomUUID()}/retry`, stranger.owner.token);
  expect(answer.status).toBe(404);
});
