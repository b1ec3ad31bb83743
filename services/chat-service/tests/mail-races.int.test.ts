import "@chorus/testing/provided";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startChat, type Chat } from "./harness.ts";

let chat: Chat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(async () => {
  await chat[Symbol.asyncDispose]();
});

const EVENTS = ["conversation.assigned", "conversation.mentioned", "conversation.closed", "conversation.waiting"];

test("choices made at the same moment are all kept", async () => {
  const tenant = await chat.tenant();
  const { token } = tenant.owner;
  const path = "/api/v1/notification-preferences";
  const answers = await Promise.all(
    EVENTS.map((event) => chat.request("PATCH", path, { token, body: { events: { [event]: { email: false } } } })),
  );
  expect(answers.map(({ status }) => status)).toEqual(EVENTS.map(() => 200));
  const { body } = await chat.request("GET", path, { token });
  expect(EVENTS.map((event) => body.events[event].email)).toEqual(EVENTS.map(() => false));
});

test("of two addresses given at the same moment one is kept, and the copy goes there and nowhere else", async () => {
  const tenant = await chat.tenant();
  const customer = await chat.customer(tenant);
  const conversationId = await chat.conversation(customer);
  await chat.send(tenant.owner.token, conversationId, "It is on its way");
  const path = `/api/v1/conversations/${conversationId}/transcript`;
  const answers = await Promise.all(
    ["one@shop.test", "two@shop.test"].map((email) =>
      chat.request("POST", path, { token: customer.token, body: { email } }),
    ),
  );
  const { body } = await chat.request("GET", `/api/v1/customers/${customer.id}`, { token: tenant.owner.token });
  const recipients = answers.filter(({ status }) => status === 202).map((answer) => answer.body.recipient);
  expect(new Set(recipients)).toEqual(new Set([body.email]));
});
