import "@chorus/testing/provided";
import { randomUUID } from "node:crypto";
import { request } from "node:http";
import { replyMailbox } from "@chorus/local/mailbox/reply-mailbox";
import { until } from "@chorus/testing/until";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { replyAddress } from "../src/replies/reply-address.ts";
import { MINUTE_MS, startNotifications, type Notifications } from "./harness.ts";

const PATIENCE = { timeoutMs: 30_000 };

let all: Notifications;
let talk: Awaited<ReturnType<Notifications["talk"]>>;
beforeAll(async () => {
  all = await startNotifications(6);
});
afterAll(async () => {
  await all[Symbol.asyncDispose]();
});
beforeEach(async () => {
  talk = await all.talk();
});

const addressOf = (conversationId: string, secret = all.worker.context.config.secrets.chorus) =>
  replyAddress(secret, replyMailbox.address, conversationId);

interface Given {
  to?: string;
  from?: string;
  text?: string;
  headers?: string[];
  messageId?: string;
  key?: string;
  envelopeFrom?: string;
}

/** Hands a mail over as a mail server does. */
async function handOver(given: Given = {}) {
  const { to = addressOf(talk.conversationId), from = talk.email, text = "Thank you!", headers = [] } = given;
  const id = given.messageId ?? randomUUID();
  const lines = [
    `From: Cara <${from}>`,
    `To: <${to}>`,
    "Subject: Re: hello",
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

async function said(conversationId = talk.conversationId, token = talk.company.owner.token) {
  const { body } = await all.chat.request("GET", `/api/v1/conversations/${conversationId}/messages`, { token });
  return (body.items as { author: { type: string; name: string }; body: string }[]).map(
    (message) => `${message.author.type}: ${message.body}`,
  );
}

describe("an answer by mail", { timeout: 90_000 }, () => {
  test("goes where the mail said, without what it quotes, and is the customer's own message", async () => {
    await talk.say("Does it fit?");
    await all.dispatched(talk.company.id, talk.conversationId);
    all.pass(MINUTE_MS);
    const mail = await until(() => all.mailsTo(talk.email)[0], PATIENCE);
    all.rewind();
    const [replyTo] = mail.ReplyTo;
    expect(replyTo?.Address).toBe(addressOf(talk.conversationId));
    const quoted = "On Sat, 21 Nov 2026, Olivia <reply@x.test> wrote:\r\n> Does it fit?";
    const answer = await handOver({ to: replyTo?.Address ?? "", text: `It fits!\r\n\r\n${quoted}` });
    expect(answer).toMatchObject({ status: 200, body: { outcome: "appended", smtp: "250 2.0.0" } });
    expect(await said()).toEqual(["customer: Hello?", "agent: Does it fit?", "customer: It fits!"]);
  });

  test("handed over again, also after the conversation was closed, is there once and opens nothing", async () => {
    const messageId = randomUUID();
    expect((await handOver({ messageId })).body.outcome).toBe("appended");
    expect((await handOver({ messageId })).body.outcome).toBe("repeated");
    await close();
    expect((await handOver({ messageId })).body.outcome).toBe("repeated");
    expect(await said()).toEqual(["customer: Hello?", "customer: Thank you!"]);
    expect(await status()).toBe("closed");
  });

  test("to a closed conversation puts it back into the queue", async () => {
    await close();
    expect((await handOver({ text: "One more thing" })).body.outcome).toBe("appended");
    expect(await status()).toBe("queued");
    expect(await said()).toContain("customer: One more thing");
  });

  test("to a closed conversation, when another one has begun, says so to whoever sends", async () => {
    await close();
    const next = await all.chat.conversation(talk.customer, "Something else");
    expect(await handOver()).toMatchObject({
      status: 422,
      body: { outcome: "refused", smtp: "550 5.7.1", detail: expect.stringContaining("another one has begun") },
    });
    expect(await said(next)).toEqual(["customer: Something else"]);
  });

  test("names what could not be taken over", async () => {
    const headers = ["MIME-Version: 1.0", 'Content-Type: multipart/mixed; boundary="b"'];
    const photo = 'Content-Type: image/png\r\nContent-Disposition: attachment; filename="tear.png"\r\n\r\nx\r\n--b--';
    expect((await handOver({ headers, text: `--b\r\n\r\nSee the photo\r\n--b\r\n${photo}` })).body.outcome).toBe(
      "appended",
    );
    expect(await said()).toContain("customer: See the photo\n\n[Not taken over from the mail: tear.png]");
  });

  test("is shown as text: neither its headers nor its markup do anything", async () => {
    const hostile = "<script>alert(1)</script>\r\n.\r\nRCPT TO:<eve@evil.test>";
    const headers = ["Bcc: eve@evil.test", "X-Envelope-To: eve@evil.test", "Reply-To: eve@evil.test"];
    expect((await handOver({ text: hostile, headers })).body.outcome).toBe("appended");
    expect(await said()).toContain(`customer: ${hostile.replaceAll("\r\n", "\n")}`);
    expect(all.mailsTo("eve@evil.test")).toEqual([]);
  });
});

describe("what is no answer of the customer", () => {
  test.each<[string, Given, number, string]>([
    ["an absence note", { headers: ["Auto-Submitted: auto-replied"] }, 200, "ignored"],
    ["a list", { headers: ["Precedence: bulk"] }, 200, "ignored"],
    ["a report", { headers: ['Content-Type: multipart/report; boundary="b"'] }, 200, "ignored"],
    ["a bounce", { envelopeFrom: "<>" }, 200, "ignored"],
    ["a mail that was passed on", { from: "mallory@evil.test" }, 422, "refused"],
    ["nothing but a quote", { text: "> Hello" }, 422, "refused"],
    ["an address nobody made", { to: "reply+aaaa@chorus.localhost" }, 422, "refused"],
    ["somebody without the key", { key: "x".repeat(40) }, 401, "refused"],
  ])("%s", async (_, given, httpStatus, outcome) => {
    expect(await handOver(given)).toMatchObject({ status: httpStatus, body: { outcome } });
    expect(await said()).toEqual(["customer: Hello?"]);
  });

  test("a forged address, another company's customer, and a conversation that is not there", async () => {
    const other = await all.talk();
    for (const to of [
      addressOf(talk.conversationId, "some other secret"),
      addressOf(other.conversationId),
      addressOf(randomUUID()),
    ]) {
      expect(await handOver({ to })).toMatchObject({ status: 422, body: { outcome: "refused" } });
    }
    expect(await said()).toEqual(["customer: Hello?"]);
    expect(await said(other.conversationId, other.company.owner.token)).toEqual(["customer: Hello?"]);
  });

  test("somebody who was banned, and whoever was erased", async () => {
    const ban = { token: talk.company.owner.token, body: {} };
    const banned = await all.chat.request("POST", `/api/v1/customers/${talk.customer.id}/ban`, ban);
    expect(banned.status).toBeLessThan(300);
    expect(await handOver()).toMatchObject({ status: 422, body: { detail: "This chat is not available." } });
    const erased = await all.chat.request("POST", `/api/v1/customers/${talk.customer.id}/erase`, ban);
    expect(erased.status).toBeLessThan(300);
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
  const { company, conversationId } = talk;
  const path = `/api/v1/conversations/${conversationId}/close`;
  expect((await all.chat.request("POST", path, { token: company.owner.token, body: {} })).status).toBe(200);
}

async function status() {
  const { company, conversationId } = talk;
  const path = `/api/v1/conversations/${conversationId}`;
  return (await all.chat.request("GET", path, { token: company.owner.token })).body.status;
}
