import "@chorus/testing/provided";
import { until } from "@chorus/testing/until";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { whileLocked } from "../../chat-service/tests/while-locked.ts";
import { MINUTE_MS, startNotifications, type Notifications } from "./harness.ts";

/** The wake-ups of a worker whose clock runs ahead wait in real time. */
const PATIENCE = { timeoutMs: 40_000 };

let all: Notifications;
beforeAll(async () => {
  all = await startNotifications(9);
});
afterAll(async () => {
  await all[Symbol.asyncDispose]();
});
beforeEach(() => {
  all.mailbox.control.set({});
  all.rewind();
});

type Talk = Awaited<ReturnType<Notifications["talk"]>>;

/** Of a message whose mail ends so. */
async function write(talk: Talk, text: string, failureCode: number, status: string) {
  all.mailbox.control.set({ failureRate: 1, failureCode });
  await talk.send(text);
  await all.dispatched(talk.tenant.id, talk.conversationId);
  all.pass(MINUTE_MS);
  const ended = await until(async () => {
    const found = await all.deliveries(talk.tenant.id, { recipient: talk.email });
    return found.find((one) => one.status === status);
  }, PATIENCE);
  all.mailbox.control.set({});
  all.rewind();
  return ended;
}

test("two mails that overlap and are written at the same moment tell of each message once", async () => {
  const talk = await all.talk();
  const failed = await write(talk, "Your code is 4711.", 554, "failed");
  // Its mail has the message that never came, too.
  await write(talk, "Are you there?", 451, "held");
  await whileLocked(all.chat, "lock table receipts in access exclusive mode", async (untilWaiting) => {
    all.pass(30 * MINUTE_MS);
    await untilWaiting(1);
    all.rewind();
    const path = `/api/v1/deliveries/${failed.id}/retry`;
    expect((await all.post(path, talk.tenant.owner.token)).status).toBe(200);
    await untilWaiting(2);
    return [];
  });
  all.pass(60 * MINUTE_MS);
  await until(async () => {
    const open = await all.deliveries(talk.tenant.id, { recipient: talk.email, status: ["queued", "held"] });
    return open.length === 0;
  }, PATIENCE);
  const texts = all.mailsTo(talk.email).map(({ Text }) => Text);
  expect(texts.filter((text) => text.includes("4711"))).toHaveLength(1);
  expect(texts.filter((text) => text.includes("Are you there?"))).toHaveLength(1);
});
