import { testRedisUrl } from "@chorus/testing/test-redis";
import { afterEach, beforeEach, expect, it } from "vitest";
import { connectCommands, openRedis } from "../src/connect.ts";
import { startTcpProxy, type TcpProxy } from "../src/testing/tcp-proxy.ts";

let proxy: TcpProxy;
let redis: ReturnType<typeof connectCommands>;

beforeEach(async () => {
  proxy = await startTcpProxy(testRedisUrl());
  redis = connectCommands(proxy.url, () => undefined);
  await openRedis(redis);
});
afterEach(async () => {
  redis.disconnect();
  await proxy.close();
});

it("a connection for commands that the network has forgotten is made anew by itself", async () => {
  expect(await redis.ping()).toBe("PONG");
  proxy.forget();
  await expect(redis.ping()).rejects.toBeInstanceOf(Error);
  // Without the new connection this would go on until TCP gives up, for a quarter of an hour.
  await expect.poll(() => redis.ping().catch(() => "none"), { timeout: 15_000, interval: 100 }).toBe("PONG");
});
