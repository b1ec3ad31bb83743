import { createServiceTokens } from "@chorus/auth/service-token";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startChat, type Chat } from "./harness.ts";

let chat: Chat;
let token: string;
beforeAll(async () => {
  chat = await startChat();
  token = await createServiceTokens({
    ...{ service: "notification-worker", audience: "chat-service" },
    ...{ secret: chat.config.secrets.internal, now: () => Date.now() },
  })();
});
afterAll(() => chat[Symbol.asyncDispose]());

async function talk() {
  const tenant = await chat.tenant();
  const customer = await chat.customer(tenant);
  const id = await chat.conversation(customer);
  const body = {
    tenantId: tenant.id,
    deliveryId: randomUUID(),
    recipient: `${randomUUID()}@shop.test`,
    fromSeq: 2,
    toSeq: 2,
  };
  const report = (conversationId = id, changed: Partial<typeof body> = {}) =>
    chat.request("POST", `/internal/v1/conversations/${conversationId}/sent-mails`, {
      token,
      body: { ...body, ...changed },
    });
  const read = (path = "") => chat.request("GET", `/api/v1/conversations/${id}${path}`, { token: tenant.owner.token });
  const marks = async () => {
    const { items } = (await read("/events?afterSeq=0")).body;
    return items.filter(({ kind }: { kind: string }) => kind === "mail.sent");
  };
  return { body, tenant, customer, id, report, read, marks };
}

test("a report is one line of the log, however often it comes, and no news", async () => {
  const { report, read, marks } = await talk();
  const before = (await read()).body;
  const answers = await Promise.all([report(), report(), report()]);
  expect(answers.map(({ status }) => status)).toEqual([204, 204, 204]);
  expect(await marks()).toHaveLength(1);
  const after = (await read()).body;
  expect(after).toMatchObject({
    newsAt: before.newsAt,
    waitingSince: before.waitingSince,
    lastMessage: before.lastMessage,
  });
  await report(undefined, { deliveryId: randomUUID() });
  expect(await marks()).toHaveLength(2);
});

test("nothing is stored of what is not there, of another tenant's, or of somebody who was erased", async () => {
  const [one, other] = [await talk(), await talk()];
  expect((await one.report(randomUUID())).status).toBe(404);
  expect((await one.report(other.id)).status).toBe(404);
  await chat.request("POST", `/api/v1/customers/${one.customer.id}/erase`, { token: one.tenant.owner.token });
  expect((await one.report()).status).toBe(404);
  expect(await chat.rowsWith(one.body.recipient)).toEqual([]);
});
