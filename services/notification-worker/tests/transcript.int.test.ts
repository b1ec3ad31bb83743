import "@chorus/testing/provided";
import { randomUUID } from "node:crypto";
import { until } from "@chorus/testing/until";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startNotifications, type Notifications } from "./harness.ts";

const PATIENCE = { timeoutMs: 30_000 };
const NAMES = { en: "Your conversation with", de: "Ihre Unterhaltung mit" };

let all: Notifications;
beforeAll(async () => {
  all = await startNotifications(5);
});
afterAll(async () => {
  await all[Symbol.asyncDispose]();
});

/** Somebody without an address, answered or not. */
async function visitor({
  locale = "en-GB",
  answer = "It is <b>on its way</b>",
}: { locale?: string; answer?: string } = {}) {
  const tenant = await all.chat.tenant();
  const { body } = await all.chat.request("POST", "/api/v1/widget/sessions", {
    body: { tenantKey: tenant.widgetKey, profile: { name: "Cara", locale, timeZone: "Asia/Tokyo" } },
  });
  const customer = { id: body.customer.id, token: body.accessToken, deviceToken: "" };
  const conversationId = await all.chat.conversation(customer, "Where is my tent?");
  if (answer !== "") await all.chat.send(tenant.owner.token, conversationId, answer);
  const email = `cara-${randomUUID().slice(0, 8)}@shop.test`;
  return { tenant, customer, conversationId, email };
}

const ask = (token: string, conversationId: string, body: object = {}) =>
  all.chat.request("POST", `/api/v1/conversations/${conversationId}/transcript`, { token, body });

/** Mails of this kind only: an unread message is mailed, too. */
const copies = (address: string, language: keyof typeof NAMES = "en") =>
  all.mailsTo(address).filter(({ Subject }) => Subject.startsWith(NAMES[language]));

describe("a copy of the conversation", { timeout: 90_000 }, () => {
  test("goes to the customer in their language, with their times, without notes and deleted messages", async () => {
    const { tenant, customer, conversationId, email } = await visitor({ locale: "de-CH-!!" });
    const owner = tenant.owner.token;
    await all.chat.send(owner, conversationId, "She is difficult", "note");
    const { body: wrong } = await all.chat.send(owner, conversationId, "The wrong window");
    await all.chat.request("DELETE", `/api/v1/conversations/${conversationId}/messages/${wrong.id}`, { token: owner });
    expect(await ask(customer.token, conversationId)).toMatchObject({
      status: 422,
      body: { code: "invalid", errors: [{ path: "email" }] },
    });
    const asked = await ask(customer.token, conversationId, { email: email.toUpperCase() });
    expect(asked).toMatchObject({ status: 202, body: { recipient: email } });
    const mail = await until(() => copies(email, "de")[0], PATIENCE);
    expect(mail.Text).toContain("Zeitzone: Asia/Tokyo");
    expect(mail.Text).toContain("Where is my tent?");
    expect(mail.Text).toContain("It is <b>on its way</b>");
    expect(mail.HTML).toContain("It is &lt;b&gt;on its way&lt;/b&gt;");
    expect(mail.Text).not.toMatch(/difficult|wrong window/);
    expect(mail.ReplyTo[0]?.Address).toContain("reply+");
    const [delivery] = await all.deliveries(tenant.id, { recipient: email });
    expect(delivery).toMatchObject({ event: "conversation.transcript", conversationId });
  });

  test("goes to whoever of the desk asks, or to the customer, and says where there is no address", async () => {
    const { tenant, customer, conversationId, email } = await visitor();
    const anna = await all.chat.person(tenant, "agent", "Anna");
    const spans = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: "00:00", to: "24:00" }));
    await all.chat.request("PATCH", "/api/v1/tenant", {
      token: tenant.owner.token,
      body: { businessHours: { timeZone: "America/Bogota", spans } },
    });
    expect(await ask(anna.token, conversationId)).toMatchObject({ status: 422, body: { code: "invalid" } });
    // The desk cannot choose a customer's address in passing.
    expect((await ask(anna.token, conversationId, { email })).status).toBe(422);
    expect(await ask(anna.token, conversationId, { to: "me" })).toMatchObject({ body: { recipient: anna.email } });
    const own = await until(() => copies(anna.email)[0], PATIENCE);
    expect(own.Subject).toBe("Your conversation with Cara");
    expect(own.Text).toContain(`/conversations/${conversationId}`);
    expect(own.Text).toContain("Time zone: America/Bogota");
    expect(own.ReplyTo).toEqual([]);
    await ask(customer.token, conversationId, { email });
    await until(() => copies(email).length === 1, PATIENCE);
    expect(await ask(anna.token, conversationId)).toMatchObject({ status: 202, body: { recipient: email } });
    await until(() => copies(email).length === 2, PATIENCE);
  });

  test("cannot be used to write to strangers: nothing before an answer, one address, three in an hour", async () => {
    const { tenant, customer, conversationId, email } = await visitor({ answer: "" });
    expect(await ask(customer.token, conversationId, { email })).toMatchObject({
      status: 409,
      body: { code: "conflict" },
    });
    await all.chat.send(tenant.owner.token, conversationId, "Hello");
    for (const address of [email, "a-stranger@shop.test", "another@shop.test"])
      expect(await ask(customer.token, conversationId, { email: address })).toMatchObject({
        body: { recipient: email },
      });
    expect(await ask(customer.token, conversationId)).toMatchObject({ status: 429, body: { code: "rate_limited" } });
    // Asked again before the first was taken up, it is the same.
    await until(() => copies(email).length > 0, PATIENCE);
    expect(all.mailsTo("a-stranger@shop.test")).toEqual([]);
  });

  test("is nobody else's", async () => {
    const { tenant, conversationId, email } = await visitor();
    const other = await all.chat.customer(tenant);
    expect((await ask(other.token, conversationId, { email })).status).toBe(404);
    const elsewhere = await all.chat.tenant();
    expect((await ask(elsewhere.owner.token, conversationId, { to: "me" })).status).toBe(404);
    const viewer = await all.chat.person(tenant, "viewer");
    expect((await ask(viewer.token, conversationId, { to: "me" })).status).toBe(403);
  });
});
