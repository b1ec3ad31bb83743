import type { ServerFrameOf } from "@chorus/contracts/frames/server-frame";
import { systemIds } from "@chorus/kernel/ids";
import { startTcpProxy, type TcpProxy } from "@chorus/redis/testing/tcp-proxy";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WebsocketGateway } from "../src/service.ts";
import type { FakeConversation } from "../src/testing/fake-conversation.ts";
import { startHarness, type Harness, type TestPerson } from "../src/testing/gateway-harness.ts";
import type { TestClient } from "../src/testing/test-client.ts";

/** What a gateway does when Redis goes away under it: latency, never a loss (architecture.md, "What repairs a lost hint"). */

let harness: Harness;
let proxy: TcpProxy;
let gateway: WebsocketGateway;
let agent: TestPerson;
beforeAll(async () => {
  const redisUrl = testRedisUrl();
  harness = await startHarness(redisUrl);
  proxy = await startTcpProxy(redisUrl);
  // No sweep by time here: only the reconnect may repair.
  const timings = { beatMs: 50, headsSweepMs: 3_600_000, inboxSweepMs: 3_600_000 };
  gateway = await harness.gateway({ timings }, { redisUrl: proxy.url });
  agent = await harness.person("agent");
});
afterAll(async () => {
  await harness[Symbol.asyncDispose]();
  await proxy.close();
});

async function follow(): Promise<{ client: TestClient; conversation: FakeConversation }> {
  const conversation = harness.chat.addConversation(harness.tenantId, systemIds.next());
  const client = await harness.join(gateway, agent);
  await client.request({ type: "subscribe", conversationId: conversation.id });
  return { client, conversation };
}

const send = (conversation: FakeConversation, count: number) =>
  Promise.all(Array.from({ length: count }, () => harness.chat.send(conversation, agent.principal, "x")));

describe("Redis", () => {
  it.each([
    { name: "cut", fail: () => proxy.setRefusing(true), heal: () => proxy.setRefusing(false) },
    { name: "half-open", fail: () => proxy.setSilent(true), heal: () => proxy.setSilent(false) },
  ])("$name for a while: everything said meanwhile arrives after the reconnect, in order", async ({ fail, heal }) => {
    const { client, conversation } = await follow();
    await client.request({ type: "inbox.subscribe" });
    await send(conversation, 2);
    await client.next("event", ({ seq }) => seq === 2);
    fail();
    await expect.poll(async () => (await gateway.ready())["redis"], { timeout: 5_000 }).not.toBe("ok");
    await send(conversation, 5);
    heal();
    await client.next("event", ({ seq }) => seq === 7);
    expect(client.seqs(conversation.id)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    await client.next("inbox", (row) => row.conversation.id === conversation.id && row.conversation.headSeq === 7);
    await expect.poll(async () => (await gateway.ready())["redis"], { timeout: 5_000 }).toBe("ok");
    await send(conversation, 1);
    await client.next("event", ({ seq }) => seq === 8);
  });

  it("away: sends are acknowledged and come back to their own gateway, a new subscription is told to wait", async () => {
    const { client, conversation } = await follow();
    proxy.setRefusing(true);
    await expect.poll(async () => (await gateway.ready())["redis"], { timeout: 5_000 }).not.toBe("ok");
    const ack = (await client.request({
      type: "message.send",
      conversationId: conversation.id,
      clientMessageId: systemIds.next(),
      body: "x",
      kind: "text",
    })) as ServerFrameOf<"ack">;
    expect(ack).toMatchObject({ type: "ack", seq: 1 });
    expect(await client.next("event")).toMatchObject({ seq: 1 });
    const other = harness.chat.addConversation(harness.tenantId, systemIds.next());
    const refused = await client.request({ type: "subscribe", conversationId: other.id });
    expect(refused).toMatchObject({ type: "error", code: "unavailable", retryable: true });
    proxy.setRefusing(false);
    await expect.poll(async () => (await gateway.ready())["redis"], { timeout: 5_000 }).toBe("ok");
    expect(await client.request({ type: "subscribe", conversationId: other.id })).toMatchObject({ type: "subscribed" });
  });
});

describe("a reader that stops reading", () => {
  // Megabytes go through here before the gateway notices anything: on a busy machine that takes a while.
  it(
    "is closed 4002 after 5 s with more than 256 KiB waiting; others miss nothing, and it resumes",
    { timeout: 60_000 },
    async () => {
      let offsetMs = 0;
      const watching = await harness.gateway({ clock: { now: () => Date.now() + offsetMs }, timings: { watchMs: 10 } });
      const conversation = harness.chat.addConversation(harness.tenantId, systemIds.next());
      const [slow, quick] = [
        await harness.join(watching, agent),
        await harness.join(watching, await harness.person("agent")),
      ];
      for (const client of [slow, quick]) await client.request({ type: "subscribe", conversationId: conversation.id });
      slow.socket.pause();
      const body = "x".repeat(8_000);
      let sentCount = 0;
      for (; sentCount < 1_200 && (await slowBytes(watching)) < 300 * 1024; sentCount += 1) {
        await harness.chat.send(conversation, agent.principal, body);
      }
      const last = sentCount;
      await quick.next("event", ({ seq }) => seq === last);
      // Not before the gateway has seen it: a reader that goes on in time is none of the slow. A second at a time, because the
      // gateway must see it twice, five seconds apart, and may not have looked yet.
      const secondLater = () => {
        offsetMs += 1_000;
        return slowBytes(watching);
      };
      await expect.poll(secondLater, { timeout: 5_000 }).toBe(0);
      slow.socket.resume();
      expect((await slow.closed).code).toBe(4002);
      expect(quick.seqs(conversation.id)).toHaveLength(last);
      const again = await harness.join(watching, agent);
      const position = slow.seqs(conversation.id).length;
      const rest = await again.request({ type: "subscribe", conversationId: conversation.id, afterSeq: position });
      expect(rest).toMatchObject({ type: "subscribed", headSeq: last });
    },
  );
});

/** What the gateway says of its slowest reader. */
async function slowBytes(watched: WebsocketGateway): Promise<number> {
  const text = await (await fetch(`${watched.url}/metrics`)).text();
  return Number(/chorus_gateway_buffered_bytes_max\{[^}]*\} (\d+)/.exec(text)?.[1] ?? 0);
}
