import { systemIds } from "@chorus/kernel/ids";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestTenant, type Tenant } from "../src/testing/tenant.ts";
import type { TestClient } from "../src/testing/test-client.ts";
import { startPlatform, type Platform } from "./platform.ts";

/** The way of a figure: real gateways, the real chat-service and its database. */

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform({ gateways: 2 });
});
afterAll(() => platform[Symbol.asyncDispose]());

interface Figures {
  messages: number;
  failed: number;
  p50Ms: number | null;
  p99Ms: number | null;
}

const own = (tenant: Tenant) =>
  platform.call<Figures>("GET", "/api/v1/tenant/latency?window=hour", undefined, tenant.person("owner").token);

async function say(client: TestClient, conversationId: string, count: number): Promise<void> {
  for (let sent = 0; sent < count; sent += 1) {
    const frame = {
      type: "message.send",
      conversationId,
      clientMessageId: systemIds.next(),
      body: "hello",
      kind: "text",
    };
    expect(await client.request(frame)).toMatchObject({ type: "ack" });
  }
}

test("messages of two companies over two gateways show for each of them, added up", async () => {
  const [one, other] = [await createTestTenant(platform.call, []), await createTestTenant(platform.call, [])];
  const [customer, stranger] = [await one.customer(), await other.customer()];
  await say(await platform.connect(customer, 0), customer.conversationId, 3);
  await say(await platform.connect(one.person("owner"), 1), customer.conversationId, 2);
  await say(await platform.connect(stranger, 0), stranger.conversationId, 1);
  // Whoever ends does not wait for the end of the minute.
  const gateways = platform.cluster.services.filter(({ name }) => name === "websocket-gateway");
  await Promise.all(gateways.map((gateway) => gateway.drain(5_000)));
  expect(await own(one)).toMatchObject({
    messages: 5,
    failed: 0,
    p50Ms: expect.any(Number),
    p99Ms: expect.any(Number),
  });
  expect(await own(other)).toMatchObject({ messages: 1, failed: 0 });
  const query = `window=hour&sort=messages&q=${one.slug}`;
  const listed = await platform.call<{ items: (Figures & { tenant: { slug: string } })[] }>(
    ...(["GET", `/api/v1/latency?${query}`, undefined, "dev-operator-key"] as const),
  );
  expect(listed.items).toMatchObject([{ tenant: { slug: one.slug }, messages: 5 }]);
});
