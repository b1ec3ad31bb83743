import { channels } from "@chorus/contracts/bus/channels";
import { systemIds } from "@chorus/kernel/ids";
import { createLogger } from "@chorus/observability/logger";
import { createMetrics } from "@chorus/observability/metrics";
import { connectCommands, openRedis } from "@chorus/redis/connect";
import fc from "fast-check";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEvents } from "../src/events.ts";
import { reap } from "../src/reaper.ts";
import { createRedisStore } from "../src/store.ts";
import { anySteps, findLie } from "../src/testing/interleavings.ts";
import { describePresenceStore } from "../src/testing/store-contract.ts";

/** A database of its own: time here is far ahead, and every reaper looks at everybody. */
const DATABASE = "/11";

function connect() {
  const url = new URL(testRedisUrl());
  url.pathname = DATABASE;
  return connectCommands(url.href, () => undefined);
}
let redis: ReturnType<typeof connectCommands>;

beforeAll(async () => {
  redis = connect();
  await openRedis(redis);
});
afterAll(() => redis.disconnect());

describe("presence in Redis", () => {
  it("ends in the model's state after any interleaving, and tells each transition once", async () => {
    await fc.assert(
      fc.asyncProperty(anySteps, async (steps) => {
        expect(await findLie(createRedisStore(redis), steps)).toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  describePresenceStore(() => createRedisStore(redis), 1_000);

  it("is reaped to the end after a crash left more openings behind than a batch has", async () => {
    const store = createRedisStore(redis);
    const tenantId = systemIds.next();
    const openings = Array.from({ length: 1_203 }, () => ({
      tenantId,
      userId: systemIds.next(),
      change: "open" as const,
      connectionId: systemIds.next(),
      endsAtMs: 2_000,
      isAgent: true,
    }));
    await store.change(openings, 1_000);
    const published: unknown[] = [];
    const logger = createLogger({ service: "test", level: "silent", pretty: false });
    await reap({
      clock: { now: () => 3_000 },
      store,
      events: createEvents(logger, createMetrics("test")),
      publish: async (channel, message) => void (channel === channels.presence(tenantId) && published.push(message)),
      chat: { call: () => Promise.reject(new Error("not here")), close: () => undefined },
      readChoices: async () => [],
    });
    expect(await store.ended(3_000, 10)).toEqual([]);
    expect(await store.agents(tenantId)).toEqual([]);
    expect(published).toEqual([]);
  });

  it("heals from an emptied Redis with the next full state", async () => {
    const store = createRedisStore(redis);
    const connection = {
      connectionId: "c",
      tenantId: systemIds.next(),
      userId: systemIds.next(),
      role: "agent" as const,
    };
    const gatewayId = systemIds.next();
    await store.changeGateway(gatewayId, [connection], []);
    await redis.del(`presence:gateway:${gatewayId}`);
    await redis.script("FLUSH");
    expect(await store.replaceGateway(gatewayId, [connection])).toEqual([]);
    expect(await store.replaceGateway(gatewayId, [])).toEqual([connection]);
    const [facts] = await store.change([{ ...connection, change: "open", endsAtMs: 2_000, isAgent: true }], 1_000);
    expect(facts).toMatchObject({ aliveUntilMs: 2_000, isAgent: true, version: 1 });
  });
});
