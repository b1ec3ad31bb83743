import "@chorus/testing/provided";
import { randomUUID } from "node:crypto";
import { formerUnsubscribeToken } from "@chorus/auth/testing/former-unsubscribe-token";
import { unsubscribeToken } from "@chorus/auth/unsubscribe-link";
import { until } from "@chorus/testing/until";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
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

interface SentData {
  message?: { body: string };
  fromSeq?: number;
  toSeq?: number;
}

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
      Subject: `${tenant.slug}: Hello?`,
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

  test("reads what was asked above the answer, and Markdown as it is meant", async () => {
    const { tenant, customer, conversationId, email, send } = await all.talk();
    await all.chat.send(customer.token, conversationId, "Is the *Fjell* tent dry?\n\nI leave on Friday.");
    await send("**Yes**, see [the guide](https://shop.test/fjell)\n- seams\n- pegs");
    await all.dispatched(tenant.id, conversationId);
    all.pass(MINUTE_MS);
    const mail = await all.mailTo(email);
    expect(mail.Text).toContain("Your message:\nIs the Fjell tent dry?\nI leave on Friday.");
    expect(mail.Text).toContain("Yes, see the guide (https://shop.test/fjell)\n• seams\n• pegs");
    expect(mail.HTML).toMatch(/<strong>Yes<\/strong>, see <a href="https:\/\/shop\.test\/fjell"/);
    expect(mail.HTML).toMatch(/<li>seams<\/li>/);
    for (const part of [mail.Text, mail.HTML]) expect(part).not.toContain("**");
  });

  test("and the conversation says that it went out by mail, once, to agents alone", async () => {
    const { tenant, customer, conversationId, email } = await answered("It is on its way");
    all.pass(MINUTE_MS);
    await all.mailTo(email);
    const events = async (token: string) => {
      const path = `/api/v1/conversations/${conversationId}/events?afterSeq=0`;
      const { body } = await all.chat.request("GET", path, { token });
      return body.items as { kind: string; data: object; actor: object; seq: number }[];
    };
    const sent = await until(async () => (await events(tenant.owner.token)).find(({ kind }) => kind === "mail.sent"));
    const answer = (await events(tenant.owner.token)).findLast(({ kind }) => kind === "message.created");
    expect(sent).toMatchObject({
      actor: { type: "system" },
      data: { recipient: email, fromSeq: answer?.seq, toSeq: answer?.seq },
    });
    expect((await events(customer.token)).map(({ kind }) => kind)).not.toContain("mail.sent");
    await all.settled(tenant.id, conversationId);
    await all.chat.request("POST", `/api/v1/customers/${customer.id}/erase`, { token: tenant.owner.token });
    const [erased, ...more] = (await events(tenant.owner.token)).filter(({ kind }) => kind === "mail.sent");
    expect(erased?.data).toEqual({ recipient: "", fromSeq: answer?.seq, toSeq: answer?.seq });
    expect(more).toEqual([]);
  });

  test("and the messages that it says went out are those in the mail", async () => {
    const { tenant, customer, conversationId, email, send } = await answered("One");
    await all.chat.asOwner(
      `update tenants set allowed_origins = '{https://shop.test}' where tenant_id = '${tenant.id}'`,
    );
    for (const body of ["Two", "Three", "Four", "Five", "Six", "Seven"]) await send(body);
    const path = `/api/v1/conversations/${conversationId}/events?afterSeq=0`;
    const events = async (token: string) =>
      (await all.chat.request("GET", path, { token })).body.items as { kind: string; seq: number; data: SentData }[];
    const seqOf = async (token: string, body: string) =>
      (await events(token)).find(({ data }) => data.message?.body === body)?.seq;
    await all.chat.request("PUT", `/api/v1/conversations/${conversationId}/receipts`, {
      token: customer.token,
      body: { readSeq: await seqOf(customer.token, "One") },
    });
    all.pass(MINUTE_MS);
    const { Text } = await all.mailTo(email);
    expect(["One", "Two", "Six", "Seven"].filter((body) => Text.includes(body))).toEqual(["Two", "Six"]);
    const sent = await until(async () => (await events(tenant.owner.token)).find(({ kind }) => kind === "mail.sent"));
    expect(sent?.data).toMatchObject({
      fromSeq: await seqOf(tenant.owner.token, "Two"),
      toSeq: await seqOf(tenant.owner.token, "Six"),
    });
  });

  test("of a company without a page gets every message, in as many mails as it takes", async () => {
    const bodies = Array.from({ length: 33 }, (_, at) => `Message ${at + 1}.`);
    const { tenant, conversationId, email, send } = await answered(bodies[0]);
    for (const body of bodies.slice(1)) await send(body);
    all.pass(MINUTE_MS);
    await until(() => all.mailsTo(email).length === 2, PATIENCE);
    await all.settled(tenant.id, conversationId);
    const texts = all.mailsTo(email).map(({ Text }) => Text);
    expect(bodies.map((body) => texts.filter((text) => text.includes(body)).length)).toEqual(bodies.map(() => 1));
    expect(texts.at(-1)).toContain("… and 3 more in the next email.");
    all.pass(60 * MINUTE_MS);
    await all.settled(tenant.id, conversationId);
    expect(all.mailsTo(email)).toHaveLength(2);
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
    expect(all.mailsTo(email)[0]?.Text).toContain("Sie erhalten diese E-Mail");
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
    fetch(`${all.worker.url}/u/${formerUnsubscribeToken(secret, said)}`, { method: "POST" }).then(
      ({ status }) => status,
    );
  expect(await stop("a secret that nobody here has ever had")).toBe(404);
  expect(await stop(all.chat.config.secrets.chorus)).toBe(200);
  const chosen = await all.chat.database.readTenant(tenant.id, (tx) =>
    tx.selectFrom("notification_preferences").select("settings").where("person_id", "=", customer.id).execute(),
  );
  expect(chosen).toEqual([{ settings: { events: { "message.unread": { email: false } } } }]);
});

test("the page behind the link of a tenant that is gone says the same as any other, and stores nothing", async () => {
  const said = {
    ...{ tenantId: randomUUID(), personId: randomUUID() },
    ...{ event: "message.unread" as const, address: "cara@shop.test" },
  };
  const address = `${all.worker.url}/u/${unsubscribeToken(all.chat.config.secrets.links, said)}`;
  const done = await fetch(address, { method: "POST" });
  expect(done.status).toBe(200);
  expect(await done.text()).toContain("unsubscribed");
  expect(await all.chat.rowsWith(said.personId)).toEqual([]);
});

test.each([
  ["de-DE,de;q=0.9", "de", "Diese E-Mails von co-"],
  ["es", "es", "¿Dejar de recibir estos correos de co-"],
  ["fr, en;q=0.5", "en", "Stop these emails from co-"],
])(
  "the page behind an unsubscribe link speaks the reader's language (%s) and names the tenant",
  async (accepted, language, words) => {
    const { tenant, customer, email } = await answered();
    const said = { tenantId: tenant.id, personId: customer.id, event: "message.unread" as const, address: email };
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
