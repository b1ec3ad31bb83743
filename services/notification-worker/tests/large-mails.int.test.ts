import "@chorus/testing/provided";
import { randomUUID } from "node:crypto";
import { request } from "node:http";
import { replyAddress } from "@chorus/auth/reply-address";
import { replyMailbox } from "@chorus/doubles/development-accounts";
import { startCpuTime } from "@chorus/testing/cpu-time";
import { until } from "@chorus/testing/until";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startNotifications, type Notifications } from "./harness.ts";

let all: Notifications;
let talk: Awaited<ReturnType<Notifications["talk"]>>;
let to: string;
beforeAll(async () => {
  all = await startNotifications(6);
  talk = await all.talk();
  to = replyAddress(all.worker.context.config.secrets.links, replyMailbox.address, talk.conversationId);
});
afterAll(async () => {
  await all[Symbol.asyncDispose]();
});

async function handOver(given: { to: string; type: string; body: string; from?: string }) {
  const { from = talk.email } = given;
  const head = `From: Cara <${from}>\r\nMessage-ID: <${randomUUID()}@shop.test>\r\nSubject: Hello\r\nContent-Type: ${given.type}\r\n\r\n`;
  const response = await fetch(`${all.worker.url}/callbacks/mail`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${replyMailbox.key}`,
      "x-envelope-from": from,
      "x-envelope-to": given.to,
    },
    body: head + given.body,
  });
  const body = (await response.json()) as { outcome: string; detail?: string; smtp: string };
  return { status: response.status, ...body };
}

/** Announces large mails that never come. @returns what ends them, and how many were told to come again */
function announceMany(count: number, envelopeTo: string) {
  const answered: number[] = [];
  const headers = { authorization: `Bearer ${replyMailbox.key}`, "content-length": 20_000_000 };
  const asked = Array.from({ length: count }, () => {
    const mail = request(`${all.worker.url}/callbacks/mail`, {
      method: "POST",
      headers: { ...headers, "x-envelope-from": talk.email, "x-envelope-to": envelopeTo },
    });
    mail.on("response", ({ statusCode = 0 }) => answered.push(statusCode)).on("error", () => undefined);
    mail.flushHeaders();
    return mail;
  });
  return { answered, [Symbol.dispose]: () => asked.forEach((mail) => mail.destroy()) };
}

/** How long the slowest answer to somebody else took while this work went on. */
async function longestMeanwhile(work: Promise<unknown>): Promise<number> {
  let isDone = false;
  void work.finally(() => (isDone = true));
  let longestMs = 0;
  while (!isDone) {
    const startedMs = performance.now();
    expect((await fetch(`${all.worker.url}/livez`)).status).toBe(200);
    longestMs = Math.max(longestMs, performance.now() - startedMs);
  }
  return longestMs;
}

const MANY_PARTS = { type: "multipart/mixed; boundary=b", body: "--b\n".repeat(480_000) };

test("very many parts to an address that does not exist cost no more than their headers", async () => {
  const usedMs = startCpuTime();
  const before = process.memoryUsage().rss;
  const mails = Promise.all(
    Array.from({ length: 5 }, () => handOver({ to: "reply+aaaa@chorus.localhost", ...MANY_PARTS })),
  );
  const longestMs = await longestMeanwhile(mails);
  for (const answer of await mails)
    expect(answer).toMatchObject({
      status: 422,
      smtp: "550 5.7.1",
      detail: expect.stringContaining("no such address"),
    });
  expect(usedMs()).toBeLessThan(3_000);
  expect(longestMs).toBeLessThan(1_500);
  expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000);
});

test("to a conversation, too, of somebody who may not write there, and of its customer they are refused for good", async () => {
  const usedMs = startCpuTime();
  expect(await handOver({ to, from: "eve@evil.test", ...MANY_PARTS })).toMatchObject({ status: 422 });
  const answer = await handOver({ to, ...MANY_PARTS });
  expect(answer).toMatchObject({ status: 422, smtp: "550 5.7.1", detail: expect.stringContaining("10000 parts") });
  expect(usedMs()).toBeLessThan(3_000);
});

test("nested quotes are read at once, whole, and others are served meanwhile", async () => {
  const quotes = `${"<blockquote>".repeat(900)}${"x<br>".repeat(900)}${"</blockquote>".repeat(900)}\r\n`;
  const usedMs = startCpuTime();
  const mail = handOver({ to, type: "text/html", body: `<p>Twelve lids, please.</p>${quotes.repeat(70)}` });
  const longestMs = await longestMeanwhile(mail);
  expect(await mail).toMatchObject({ status: 200, outcome: "appended" });
  expect(usedMs()).toBeLessThan(4_000);
  expect(longestMs).toBeLessThan(1_500);
  const path = `/api/v1/conversations/${talk.conversationId}/messages`;
  const { body } = await all.chat.request("GET", path, { token: talk.tenant.owner.token });
  expect(body.items.some((message: { body: string }) => message.body.includes("Twelve lids, please."))).toBe(true);
});

test("of many large mails at once some have to come again, and none of them is lost", async () => {
  const body = "Hello, the kettle leaks.\r\n".repeat(20_000);
  const mails = await Promise.all(Array.from({ length: 15 }, () => handOver({ to, type: "text/plain", body })));
  const later = mails.filter(({ outcome }) => outcome === "later");
  expect(later.length).toBeGreaterThan(0);
  for (const mail of later) expect(mail).toMatchObject({ status: 429, smtp: "451 4.7.1" });
  expect(await handOver({ to, type: "text/plain", body: "Hello" })).toMatchObject({ status: 200 });
});

test.each([
  ["one conversation", () => to],
  ["an address that nobody has signed", () => to.replace(/.@/, (end) => (end === "a@" ? "b@" : "a@"))],
])("who fills the places with mails to %s leaves room for other tenants", async (_, flooded) => {
  using flood = announceMany(15, flooded());
  await until(() => flood.answered.length >= 5);
  const other = await all.talk();
  const answer = await handOver({
    to: replyAddress(all.worker.context.config.secrets.links, replyMailbox.address, other.conversationId),
    from: other.email,
    type: "text/plain",
    body: "Hello, the kettle leaks.\r\n".repeat(20_000),
  });
  expect(answer).toMatchObject({ status: 200, outcome: "appended" });
  expect(new Set(flood.answered)).toEqual(new Set([429]));
  expect(flood.answered).toHaveLength(10);
});
