import { LATENCY_NUMBERS, latencyFigures } from "@chorus/contracts/latency";
import { systemIds } from "@chorus/kernel/ids";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { WebsocketGateway } from "../src/service.ts";
import { startHarness, type Harness } from "../src/testing/gateway-harness.ts";
import type { TestClient } from "../src/testing/test-client.ts";

const MINUTE_MS = 60_000;

let harness: Harness;
/** Added to the clock of the gateways; the time in which a message is answered stays as it is. */
let offsetMs = 0;
beforeAll(async () => {
  harness = await startHarness(testRedisUrl());
});
afterAll(() => harness[Symbol.asyncDispose]());

const startGateway = () => harness.gateway({ clock: { now: () => Date.now() + offsetMs }, timings: { latencyMs: 20 } });
const nextMinute = () => (offsetMs += MINUTE_MS);

/** An agent of a tenant of their own, in a conversation. */
async function someone(gateway: WebsocketGateway) {
  const tenantId = systemIds.next();
  const person = await harness.person("agent", tenantId);
  const conversation = harness.chat.addConversation(tenantId, systemIds.next());
  return { tenantId, client: await harness.join(gateway, person), conversationId: conversation.id };
}

const say = (client: TestClient, conversationId: string, kind = "text") =>
  client.request({ type: "message.send", conversationId, clientMessageId: systemIds.next(), body: "x", kind });

/** Of a tenant, over all minutes that were handed over. */
function figuresOf(tenantId: string) {
  const numbers = Array.from({ length: LATENCY_NUMBERS }, () => 0);
  for (const { tenants } of harness.chat.latencyMinutes)
    for (const counted of tenants)
      if (counted.tenantId === tenantId)
        for (const [place, count] of counted.numbers.entries()) numbers[place]! += count;
  const { messages, failed, buckets } = latencyFigures(numbers);
  return { messages, failed, buckets };
}

test("acknowledged messages and failures of ours are counted by tenant and handed over when the minute is over", async () => {
  const gateway = await startGateway();
  const [one, other] = [await someone(gateway), await someone(gateway)];
  for (let count = 0; count < 3; count += 1) await say(one.client, one.conversationId);
  await say(other.client, other.conversationId, "note");
  // Not theirs: nobody's fault but their own.
  expect(await say(one.client, other.conversationId)).toMatchObject({ code: "not_found" });
  harness.chat.control.failures.set("append", "unavailable");
  expect(await say(other.client, other.conversationId)).toMatchObject({ code: "unavailable" });
  const supervisor = await harness.join(gateway, await harness.person("supervisor", other.tenantId));
  const whisper = { type: "whisper.send", conversationId: other.conversationId, clientMessageId: systemIds.next() };
  expect(await supervisor.request({ ...whisper, body: "x" })).toMatchObject({ code: "unavailable" });
  harness.chat.control.failures.clear();
  expect(figuresOf(one.tenantId)).toMatchObject({ messages: 0, failed: 0 });
  nextMinute();
  await expect.poll(() => figuresOf(one.tenantId)).toMatchObject({ messages: 3, failed: 0 });
  expect(figuresOf(other.tenantId)).toMatchObject({ messages: 1, failed: 2 });
  const sources = new Set(harness.chat.latencyMinutes.map(({ source }) => source));
  expect(sources.size).toBe(1);
});

test("a message that took long is counted where it belongs", async () => {
  const gateway = await startGateway();
  const { tenantId, client, conversationId } = await someone(gateway);
  harness.chat.control.before.set("append", async () => {
    // Its clock goes on by 400 ms while it waits.
    offsetMs += 400;
  });
  await say(client, conversationId);
  harness.chat.control.before.clear();
  nextMinute();
  await expect.poll(() => figuresOf(tenantId).messages).toBe(1);
  const { slowShare, p99Ms } = latencyFigures([...figuresOf(tenantId).buckets, 0]);
  expect(slowShare).toBe(1);
  expect(p99Ms).toBeGreaterThan(250);
});

test("what chat-service does not take comes again, as the same minute of the same process", async () => {
  const gateway = await startGateway();
  const { tenantId, client, conversationId } = await someone(gateway);
  const { chat } = harness;
  // Stored, and the answer is lost.
  chat.control.after.set("latency", async () => {
    chat.control.after.clear();
    throw new Error("cut");
  });
  await say(client, conversationId);
  nextMinute();
  const minutesOf = () =>
    chat.latencyMinutes.filter(({ tenants }) => tenants.some((each) => each.tenantId === tenantId));
  await expect.poll(() => minutesOf().length).toBe(1);
  offsetMs += 10_000;
  await expect.poll(() => minutesOf().length).toBe(2);
  const [first, second] = minutesOf();
  expect(second).toEqual(first);
});

test("a gateway that ends hands over the minute that is under way", async () => {
  const gateway = await startGateway();
  const { tenantId, client, conversationId } = await someone(gateway);
  await say(client, conversationId);
  expect(figuresOf(tenantId).messages).toBe(0);
  await gateway.drain(5_000);
  expect(figuresOf(tenantId).messages).toBe(1);
});
