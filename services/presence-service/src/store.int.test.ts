import "@chorus/testing/provided";
import { systemIds } from "@chorus/kernel/ids";
import { connectCommands, openRedis } from "@chorus/redis/connect";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createRedisStore } from "./store.ts";
import { anySteps, findLie } from "./testing/interleavings.ts";

/** A database of its own: time here is far ahead, and every reaper looks at everybody. */
const DATABASE = "/11";

function connect() {
  const url = new URL(inject("chorusServers").redisUrl);
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

  it("lets only the one who saw the last change publish", async () => {
    const store = createRedisStore(redis);
    const person = { tenantId: systemIds.next(), userId: systemIds.next() };
    const open = { ...person, change: "open" as const, connectionId: "c", endsAtMs: 2_000, isAgent: true };
    const [first] = await store.change([open], 1_000);
    const [second] = await store.change([{ ...person, change: "choose", status: "busy", chosenAtMs: 1_000 }], 1_000);
    if (!first || !second) throw new Error("no facts");
    expect(await store.publish(first, "online", 1_000)).toBe(false);
    expect(await store.publish(second, "busy", 1_000)).toBe(true);
    expect(await store.publish(second, "busy", 1_000)).toBe(false);
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
