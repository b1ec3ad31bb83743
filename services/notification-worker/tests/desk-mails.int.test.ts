import "@chorus/testing/provided";
import { until } from "@chorus/testing/until";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PASSWORD } from "../../chat-service/tests/harness.ts";
import { MINUTE_MS, startNotifications, type Notifications } from "./harness.ts";

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

describe("the desk's people", () => {
  test("are invited by mail, and its link sets their password", async () => {
    const tenant = await all.chat.tenant();
    const email = `new@${tenant.slug}.test`;
    await all.chat.request("POST", "/api/v1/users", {
      token: tenant.owner.token,
      body: { name: "Nina", email, role: "agent" },
    });
    const mail = await all.mailTo(email);
    expect(mail.Subject).toBe(`Join ${tenant.slug} on Chorus`);
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
    expect(mail.Subject).toBe("New sign-in from Firefox on Windows");
    expect(mail.Text).toContain("Device: Firefox on Windows");
    expect(mail.Text).toContain("/settings/account");
    await signIn(firefox(141));
    await signIn("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/605.1.15");
    await until(() => all.mailsTo(email).length === 2);
    expect(all.mailsTo(email)[0]?.Text).toContain("Safari on iOS");
  });

  test("hear of a password that was changed, in their language", async () => {
    const tenant = await all.chat.tenant();
    const ana = await all.chat.person(tenant, "agent", "Ana");
    await all.chat.request("PATCH", "/api/v1/notification-preferences", { token: ana.token, body: { language: "de" } });
    const change = { current: PASSWORD, password: "a staple for the battery" };
    const changed = await all.chat.request("POST", "/api/v1/users/me/password", { token: ana.token, body: change });
    expect(changed.status).toBe(204);
    const mail = await all.mailTo(ana.email);
    expect(mail.Subject).toBe(`Ihr Passwort für ${tenant.slug} wurde geändert`);
    expect(mail.Text).toContain("Alle anderen Geräte wurden abgemeldet.");
    expect(mail.Text).toContain("IP-Adresse: ");
    expect(mail.Headers).not.toHaveProperty("list-unsubscribe");
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
    expect(mail.Subject).toBe("Olivia assigned you the conversation with Cara");
    expect(mail.HTML).toContain(`/conversations/${conversationId}`);
  });

  test("send themselves a test, and only admins see the log", async () => {
    const tenant = await all.chat.tenant();
    const agent = await all.chat.person(tenant, "agent");
    const sent = await all.post("/api/v1/notifications/test", agent.token, { channel: "email" });
    expect(sent).toMatchObject({ status: 202, body: { event: "test", recipient: agent.email } });
    expect((await all.mailTo(agent.email)).Subject).toBe("Test email from Chorus");
    expect(await all.post("/api/v1/notifications/test", agent.token, { channel: "sms" })).toMatchObject({
      status: 409,
      body: { code: "conflict" },
    });
    expect((await all.get("/api/v1/deliveries", agent.token)).status).toBe(403);
    const log = await all.get(`/api/v1/deliveries?recipient=${agent.email}&status=sent`, tenant.owner.token);
    expect(log).toMatchObject({ status: 200, body: { nextCursor: null, items: [{ event: "test" }] } });
  });
});
