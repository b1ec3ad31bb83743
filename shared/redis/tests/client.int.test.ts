import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { redisAddress } from "@chorus/kernel/server-addresses";
import { findFreePort } from "@chorus/servers/ports";
import { startRedis } from "@chorus/servers/redis";
import { startRedisGroup } from "@chorus/servers/redis-sentinels";
import { Queue, Worker } from "bullmq";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createRedis } from "../src/client.ts";
import { connectCommands, connectSubscriber, openRedis } from "../src/connect.ts";
import { createSubscriptionHub } from "../src/subscription-hub.ts";
import { makeCertificates } from "../src/testing/certificates.ts";

const quiet = () => undefined;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), `chorus-test-${process.pid}-`));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it("by TLS every client knows the authority that REDIS_CA_FILE names, and refuses without it", async () => {
  const { caFile, certFile, keyFile } = await makeCertificates(folder);
  const tlsPort = await findFreePort();
  const server = await startRedis({
    ...{ folder, mode: "test", logFile: path.join(folder, "redis.log") },
    settings: {
      "tls-port": String(tlsPort),
      "tls-cert-file": certFile,
      "tls-key-file": keyFile,
      "tls-ca-cert-file": caFile,
      "tls-auth-clients": "no",
      requirepass: "secret",
    },
  });
  const REDIS_URL = `rediss://:secret@127.0.0.1:${tlsPort}/2`;
  const address = redisAddress({ REDIS_URL, REDIS_CA_FILE: caFile });
  const commands = connectCommands(address, quiet);
  const problems: string[] = [];
  const stranger = connectCommands(REDIS_URL, (error) => problems.push(error.message));
  const connection = createRedis(address, { maxRetriesPerRequest: null });
  const queue = new Queue("tls", { connection });
  try {
    await openRedis(commands);
    expect(await commands.client("INFO")).toContain("db=2");
    await queue.add("job", {});
    expect(await queue.getWaitingCount()).toBe(1);
    await openRedis(stranger);
    await expect.poll(() => problems.join()).toMatch(/unable to verify|self-signed/);
  } finally {
    stranger.disconnect();
    await queue.close();
    connection.disconnect();
    commands.disconnect();
    await server.stop();
  }
});

it(
  "behind Sentinels commands, subscriptions and queues go on with the new master when the old one is killed",
  { timeout: 60_000 },
  async ({ annotate }) => {
    await using group = await startRedisGroup(folder);
    const commands = connectCommands(group.url, quiet);
    const hub = createSubscriptionHub({ redis: connectSubscriber(group.url, quiet), onError: quiet });
    const connection = createRedis(group.url, { maxRetriesPerRequest: null });
    connection.on("error", quiet);
    const done: number[] = [];
    const worker = new Worker<number>("jobs", async ({ data }) => void done.push(data), { connection });
    worker.on("error", quiet);
    const queue = new Queue<number>("jobs", { connection });
    queue.on("error", quiet);
    let heard = 0;
    let resubscribed = 0;
    hub.onResubscribed(() => (resubscribed += 1));
    try {
      await Promise.all([openRedis(commands), hub.start()]);
      await hub.subscribe("news", () => (heard += 1));
      await commands.publish("news", "before");
      await queue.add("job", 1);
      await expect.poll(() => [heard, done]).toEqual([1, [1]]);

      process.kill(group.servers[0].pid, "SIGKILL");
      const killedAt = performance.now();
      const writes = () => commands.set("written", "after").catch(() => "failed");
      await expect.poll(writes, { timeout: 20_000, interval: 50 }).toBe("OK");
      await annotate(`writes went on ${Math.round(performance.now() - killedAt)} ms after kill -9 of the master`);
      await expect.poll(() => resubscribed, { timeout: 20_000 }).toBe(1);
      await commands.publish("news", "after");
      await queue.add("job", 2);
      await expect.poll(() => [heard, done], { timeout: 20_000 }).toEqual([2, [1, 2]]);
      const role = (await commands.info("replication")).match(/role:(\w+)/)?.[1];
      expect(role).toBe("master");
    } finally {
      hub.close();
      await worker.close(true);
      await queue.close();
      connection.disconnect();
      commands.disconnect();
    }
  },
);
