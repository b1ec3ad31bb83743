import "@chorus/testing/provided";
import { randomUUID } from "node:crypto";
import { request } from "node:http";
import { replyAddress } from "@chorus/auth/reply-address";
import { replyMailbox } from "@chorus/doubles/development-accounts";
import { until } from "@chorus/testing/until";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { MINUTE_MS, startNotifications, type Notifications } from "./harness.ts";

const PATIENCE = { timeoutMs: 30_000 };

let all: Notifications;
let talk: Awaited<ReturnType<Notifications["talk"]>>;
beforeAll(async () => {
  all = await startNotifications(6, { MAIL_TRUSTED_HOST: "mx.chorus.test" });
});
afterAll(async () => {
  await all[Symbol.asyncDispose]();
});
beforeEach(async () => {
  talk = await all.talk();
});

const addressOf = (conversationId: string, secret = all.worker.context.config.secrets.links) =>
  replyAddress(secret, replyMailbox.address, conversationId);

interface Given {
  to?: string;
  from?: string;
  text?: string;
  headers?: string[];
  messageId?: string;
  key?: string;
  envelopeFrom?: string;
  withoutSubject?: boolean;
  subject?: string;
}

/** Hands a mail over as a mail server does. */
async function handOver(given: Given = {}) {
  const { to = addressOf(talk.conversationId), from = talk.email, text = "Thank you!", headers = [] } = given;
  const id = given.messageId ?? randomUUID();
  const lines = [
    `From: Cara <${from}>`,
    `To: <${to}>`,
    ...(given.withoutSubject ? [] : [`Subject: ${given.subject ?? "Re: hello"}`]),
    `Message-ID: <${id}@shop.test>`,
    ...headers,
  ];
  const response = await fetch(`${all.worker.url}/callbacks/mail`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${given.key ?? replyMailbox.key}`,
      "content-type": "message/rfc822",
      "x-envelope-from": given.envelopeFrom ?? from,
      "x-envelope-to": to,
    },
    body: [...lines, "", text].join("\r\n"),
  });
  return {
    status: response.status,
    body: (await response.json()) as { outcome: string; detail?: string; smtp?: string },
  };
}

async function messagesIn(conversationId = talk.conversationId, token = talk.tenant.owner.token) {
  const { body } = await all.chat.request("GET", `/api/v1/conversations/${conversationId}/messages`, { token });
  return (body.items as { author: { type: string; name: string }; body: string }[]).map(
    (message) => `${message.author.type}: ${message.body}`,
  );
}

describe("an answer by mail", { timeout: 90_000 }, () => {
  test("goes where the mail said, without what it quotes, and is the customer's own message", async () => {
    await talk.send("Does it fit?");
    await all.dispatched(talk.tenant.id, talk.conversationId);
    all.pass(MINUTE_MS);
    const mail = await until(() => all.mailsTo(talk.email)[0], PATIENCE);
    all.rewind();
    const [replyTo] = mail.ReplyTo;
    expect(replyTo?.Address).toBe(addressOf(talk.conversationId));
    const quoted = "On Sat, 21 Nov 2026, Olivia <reply@x.test> wrote:\r\n> Does it fit?";
    const answer = await handOver({ to: replyTo?.Address ?? "", text: `It fits!\r\n\r\n${quoted}` });
    expect(answer).toMatchObject({ status: 200, body: { outcome: "appended", smtp: "250 2.0.0" } });
    expect(await messagesIn()).toEqual(["customer: Hello?", "agent: Does it fit?", "customer: It fits!"]);
  });

  test.each(["DELETE", "PATCH"])(
    "arrives without what we wrote before a %s, which its quote still holds",
    async (method) => {
      const { tenant, conversationId } = talk;
      const token = tenant.owner.token;
      await talk.send("When shall we deliver?");
      await talk.send("Your code is 4711-AB");
      const path = `/api/v1/conversations/${conversationId}/messages`;
      const { body } = await all.chat.request("GET", path, { token });
      const { id } = (body.items as { id: string; body: string }[]).find((one) => one.body.includes("4711")) ?? {
        id: "",
      };
      const change = method === "PATCH" ? { token, body: { body: "Your code will come" } } : { token };
      expect((await all.chat.request(method, `${path}/${id}`, change)).status).toBe(200);
      const from = all.worker.context.config.email.from;
      const wrote = `On Sat, 28 Nov 2026 at 18:12, Olivia <${from}> wrote:`;
      const quote = "> When shall we deliver?\r\n> Your code is 4711-AB\r\n> Just reply to this email.";
      expect((await handOver({ text: `Monday.\r\n\r\n${wrote}\r\n${quote}` })).body.outcome).toBe("appended");
      expect((await messagesIn()).at(-1)).toBe("customer: Monday.");
    },
  );

  test("to the address of a mail that was sent before such addresses had a secret of their own, arrives", async () => {
    const to = addressOf(talk.conversationId, all.chat.config.secrets.chorus);
    expect((await handOver({ to })).body.outcome).toBe("appended");
    const forged = addressOf(talk.conversationId, "a secret that nobody here has ever had");
    expect(await handOver({ to: forged })).toMatchObject({ status: 422, body: { outcome: "refused" } });
  });

  test("handed over again, also after the conversation was closed, is there once and opens nothing", async () => {
    const messageId = randomUUID();
    expect((await handOver({ messageId })).body.outcome).toBe("appended");
    expect((await handOver({ messageId })).body.outcome).toBe("repeated");
    await close();
    expect((await handOver({ messageId })).body.outcome).toBe("repeated");
    expect(await messagesIn()).toEqual(["customer: Hello?", "customer: Thank you!"]);
    expect(await status()).toBe("closed");
  });

  test("to a closed conversation puts it back into the queue", async () => {
    await close();
    expect((await handOver({ text: "One more thing" })).body.outcome).toBe("appended");
    expect(await status()).toBe("queued");
    expect(await messagesIn()).toContain("customer: One more thing");
  });

  test("to a closed conversation, when another one has begun, says so to whoever sends", async () => {
    await close();
    const next = await all.chat.conversation(talk.customer, "Something else");
    expect(await handOver()).toMatchObject({
      status: 422,
      body: { outcome: "refused", smtp: "550 5.7.1", detail: expect.stringContaining("another one has begun") },
    });
    expect(await messagesIn(next)).toEqual(["customer: Something else"]);
  });

  test("in the subject arrives, unless it is the subject of our mail", async () => {
    await talk.send("Does it fit?");
    await all.dispatched(talk.tenant.id, talk.conversationId);
    all.pass(MINUTE_MS);
    const mail = await until(() => all.mailsTo(talk.email)[0], PATIENCE);
    all.rewind();
    const ours = mail.Subject;
    expect((await handOver({ subject: "Yes, on Monday", text: "" })).body.outcome).toBe("appended");
    expect((await handOver({ subject: "Order 4711 in blue", text: "See subject" })).body.outcome).toBe("appended");
    expect((await handOver({ subject: `AW: ${ours}`, text: "Thanks" })).body.outcome).toBe("appended");
    expect((await handOver({ subject: "Abwesend: come on Tuesday", text: "Bye" })).body.outcome).toBe("appended");
    expect((await handOver({ subject: `AW: ${ours}`, text: "" })).body.outcome).toBe("refused");
    expect((await handOver({ subject: `Abwesenheitsnotiz ${ours}`, text: "Away" })).body.outcome).toBe("ignored");
    for (const subject of ["Out of office: Olivia answered you", "Automatic reply: The agent answered you"])
      expect((await handOver({ subject, text: "Away" })).body.outcome).toBe("ignored");
    expect((await messagesIn()).slice(2)).toEqual([
      "customer: Yes, on Monday",
      "customer: Order 4711 in blue\nSee subject",
      "customer: Thanks",
      "customer: Abwesend: come on Tuesday\nBye",
    ]);
  });

  test("names what could not be taken over", async () => {
    const headers = ["MIME-Version: 1.0", 'Content-Type: multipart/mixed; boundary="b"'];
    const photo = 'Content-Type: image/png\r\nContent-Disposition: attachment; filename="tear.png"\r\n\r\nx\r\n--b--';
    expect((await handOver({ headers, text: `--b\r\n\r\nSee the photo\r\n--b\r\n${photo}` })).body.outcome).toBe(
      "appended",
    );
    expect(await messagesIn()).toContain("customer: See the photo\n\n[Not taken over from the mail: tear.png]");
  });

  test("is shown as text: neither its headers nor its markup do anything", async () => {
    const hostile = "<script>alert(1)</script>\r\n.\r\nRCPT TO:<eve@evil.test>";
    const headers = ["Bcc: eve@evil.test", "X-Envelope-To: eve@evil.test", "Reply-To: eve@evil.test"];
    expect((await handOver({ text: hostile, headers })).body.outcome).toBe("appended");
    expect(await messagesIn()).toContain(`customer: ${hostile.replaceAll("\r\n", "\n")}`);
    expect(all.mailsTo("eve@evil.test")).toEqual([]);
  });
});

describe("what the desk is told of a mail", () => {
  async function events() {
    const { tenant, conversationId } = talk;
    const path = `/api/v1/conversations/${conversationId}/events?limit=100`;
    const { body } = await all.chat.request("GET", path, { token: tenant.owner.token });
    return body.items as { kind: string; data: Record<string, unknown> }[];
  }
  async function lastMessage(token: string) {
    const path = `/api/v1/conversations/${talk.conversationId}/messages`;
    return (await all.chat.request("GET", path, { token })).body.items.at(-1);
  }

  test("what was cut is kept for it, until the message is deleted, and customers are not told how it came", async () => {
    const introduction = `On Sat, 21 Nov 2026 at 19:02, Olivia <${all.worker.context.config.email.from}> wrote:`;
    expect((await handOver({ text: `${introduction}\r\n> Hm\r\n\r\nYes.\r\n-- \r\nCara` })).status).toBe(200);
    const { tenant, customer } = talk;
    const message = await lastMessage(tenant.owner.token);
    expect(message).toMatchObject({ body: "Yes.", mail: { isVerified: false } });
    expect(message.mail.quoted).toBe(`${introduction}\n> Hm\n--\nCara`);
    expect(await lastMessage(customer.token)).not.toHaveProperty("mail");
    const path = `/api/v1/conversations/${talk.conversationId}/messages/${message.id}`;
    expect((await all.chat.request("DELETE", path, { token: tenant.owner.token })).status).toBe(200);
    expect(await all.chat.rowsWith("> Hm")).toEqual([]);
  });

  test.each([
    ["mx.chorus.test; dmarc=pass header.from=shop.test", true],
    ["mx.chorus.test; spf=pass; dmarc=fail (p=none) header.from=shop.test", false],
    ["mx.evil.test; dmarc=pass header.from=shop.test", false],
    ["mx.chorus.test; dmarc=pass header.from=evil.test", false],
    ["mx.chorus.test; dmarc=none; dkim=pass header.d=shop.test", true],
    ["mx.chorus.test; dmarc=none; dkim=pass header.d=evil.test", false],
  ])("%s: verified %s", async (verdict, isVerified) => {
    const forged = "Authentication-Results: mx.chorus.test; dmarc=pass header.from=shop.test";
    await handOver({ headers: [`Authentication-Results: ${verdict}`, forged] });
    expect((await lastMessage(talk.tenant.owner.token)).mail.isVerified).toBe(isVerified);
  });

  test.each([
    ["Subject: Automatic reply: hello"],
    ["Subject: =?utf-8?Q?R=C3=A9ponse_automatique?= : hello"],
    ["X-AutoReply-From: cara@shop.test"],
    ["X-Mail-Autoreply: yes"],
    ["Subject: Re: Automatic reply: hello"],
    ['Auto-Submitted: auto-replied; owner-email="x"'],
  ])("an absence note (%s) opens nothing, and is shown as what it is, once", async (header) => {
    await close();
    const given = { headers: [header], messageId: randomUUID(), text: "Back on Monday", withoutSubject: true };
    expect((await handOver(given)).body.outcome).toBe("ignored");
    expect((await handOver(given)).body.outcome).toBe("ignored");
    expect(await status()).toBe("closed");
    const automatic = (await events()).filter(({ kind }) => kind === "mail.automatic");
    expect(automatic.map(({ data }) => data["body"])).toEqual(["Back on Monday"]);
    const { body } = await all.chat.request("GET", `/api/v1/conversations/${talk.conversationId}/events`, {
      token: talk.customer.token,
    });
    expect(JSON.stringify(body)).not.toContain("Back on Monday");
    await all.chat.request("POST", `/api/v1/customers/${talk.customer.id}/erase`, {
      token: talk.tenant.owner.token,
      body: {},
    });
    expect((await events()).find(({ kind }) => kind === "mail.automatic")?.data).toEqual({ subject: "", body: "" });
  });

  test.each([
    "Auto-Submitted: no (sent by hand)",
    'X-Autoreply: "no"',
    "X-Loop: cara@shop.test",
    "List-Id: <all.shop.test>",
    "Subject: Out of office chairs: when?",
  ])("a person wrote, and the conversation is in the queue again: %s", async (header) => {
    await close();
    expect((await handOver({ headers: [header], withoutSubject: true })).body.outcome).toBe("appended");
    expect(await status()).toBe("queued");
  });

  test("a long mail is several messages, and none of it is missing", async () => {
    const words = Array.from({ length: 3_000 }, (_, at) => `word${at}`);
    expect((await handOver({ text: words.join(" ") })).body.outcome).toBe("appended");
    const bodies = (await messagesIn()).filter((line) => line.startsWith("customer: word"));
    expect(bodies.length).toBeGreaterThan(2);
    expect(bodies.flatMap((line) => line.slice("customer: ".length).split(" "))).toEqual(words);
  });

  test("exactly one sender: two addresses, or two From lines, are none", async () => {
    for (const headers of [["From: Eve <eve@evil.test>"], ["from: cara@shop.test"]])
      expect((await handOver({ headers })).body.outcome).toBe("refused");
    for (const from of [`${talk.email}>, Eve <eve@evil.test`, `${talk.email}> <eve@evil.test`])
      expect((await handOver({ from })).body.outcome).toBe("refused");
  });

  test("after the desk has corrected the address, from that one alone", async () => {
    await all.chat.request("PATCH", `/api/v1/customers/${talk.customer.id}`, {
      token: talk.tenant.owner.token,
      body: { email: "carla@shop.test" },
    });
    const before = await handOver({});
    expect(before.body.outcome).toBe("refused");
    expect((await handOver({ from: "Carla@shop.test", messageId: randomUUID() })).body.outcome).toBe("appended");
  });

  test("a mail server gets words whatever comes", async () => {
    const nested = "Content-Type: multipart/mixed; boundary=b";
    const deep = Array.from(
      { length: 40 },
      (_, at) => `--b${at}\r\nContent-Type: multipart/mixed; boundary=b${at + 1}\r\n`,
    );
    const answer = await handOver({ headers: [`${nested}0`], text: deep.join("\r\n") });
    expect(answer).toMatchObject({ status: 422, body: { outcome: "refused", smtp: "550 5.7.1" } });
  });
});

describe("what is no answer of the customer", () => {
  test.each<[string, Given, number, string]>([
    ["an absence note", { headers: ["Auto-Submitted: auto-replied"] }, 200, "ignored"],
    ["a list", { headers: ["Precedence: bulk"] }, 200, "ignored"],
    ["a list that others wrote to", { from: "eve@evil.test", headers: ["List-Id: <all.shop.test>"] }, 200, "ignored"],
    ["a report", { headers: ['Content-Type: multipart/report; boundary="b"'] }, 200, "ignored"],
    ["a bounce", { envelopeFrom: "<>" }, 200, "ignored"],
    ["a mail that was passed on", { from: "mallory@evil.test" }, 422, "refused"],
    ["nothing but a quote", { text: "> Hello" }, 422, "refused"],
    ["an address nobody made", { to: "reply+aaaa@chorus.localhost" }, 422, "refused"],
    ["somebody without the key", { key: "x".repeat(40) }, 401, "refused"],
  ])("%s", async (_, given, httpStatus, outcome) => {
    expect(await handOver(given)).toMatchObject({ status: httpStatus, body: { outcome } });
    expect(await messagesIn()).toEqual(["customer: Hello?"]);
  });

  test("a forged address, another tenant's customer, and a conversation that is not there", async () => {
    const other = await all.talk();
    for (const to of [
      addressOf(talk.conversationId, "some other secret"),
      addressOf(other.conversationId),
      addressOf(randomUUID()),
    ]) {
      expect(await handOver({ to })).toMatchObject({ status: 422, body: { outcome: "refused" } });
    }
    expect(await messagesIn()).toEqual(["customer: Hello?"]);
    expect(await messagesIn(other.conversationId, other.tenant.owner.token)).toEqual(["customer: Hello?"]);
  });

  test("somebody who was banned, and whoever was erased", async () => {
    const ban = { token: talk.tenant.owner.token, body: {} };
    const banned = await all.chat.request("POST", `/api/v1/customers/${talk.customer.id}/ban`, ban);
    expect(banned.status).toBe(200);
    expect(await handOver()).toMatchObject({ status: 422, body: { detail: "This chat is not available." } });
    const erased = await all.chat.request("POST", `/api/v1/customers/${talk.customer.id}/erase`, ban);
    expect(erased.status).toBe(200);
    expect(await handOver()).toMatchObject({ status: 422, body: { detail: "The conversation is no more." } });
  });

  test("more than twenty in an hour, and one that is too large", async () => {
    for (let number = 1; number <= 20; number += 1) expect((await handOver({ text: `${number}` })).status).toBe(200);
    expect(await handOver()).toMatchObject({ status: 429, body: { outcome: "later", smtp: "451 4.7.1" } });
    expect(await announce(26 * 1024 * 1024)).toBe(413);
  });
});

/** Says how large a mail would be, and sends nothing of it: the answer must not wait for it. */
function announce(sizeBytes: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${replyMailbox.key}`, "content-length": sizeBytes };
    const asked = request(`${all.worker.url}/callbacks/mail`, { method: "POST", headers }, (response) => {
      resolve(response.statusCode);
      asked.destroy();
    });
    asked.on("error", reject);
    asked.flushHeaders();
  });
}

async function close() {
  const { tenant, conversationId } = talk;
  const path = `/api/v1/conversations/${conversationId}/close`;
  expect((await all.chat.request("POST", path, { token: tenant.owner.token, body: {} })).status).toBe(200);
}

async function status() {
  const { tenant, conversationId } = talk;
  const path = `/api/v1/conversations/${conversationId}`;
  return (await all.chat.request("GET", path, { token: tenant.owner.token })).body.status;
}
