import { systemIds } from "@chorus/kernel/ids";
import type { Redis } from "ioredis";
import { setTimeout } from "node:timers/promises";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectCommands, connectSubscriber, openRedis } from "../src/connect.ts";
import { startRedisProbe } from "../src/liveness-probe.ts";
import { createSubscriptionHub, type SubscriptionHub } from "../src/subscription-hub.ts";
import { startTcpProxy, type TcpProxy } from "../src/testing/tcp-proxy.ts";

let proxy: TcpProxy;
let direct: Redis;
let publisher: Redis;
let subscriber: Redis;
let hub: SubscriptionHub;
let resubscribed: number;
let stops: (() => void)[];

const quiet = () => undefined;

async function subscribeCalls(): Promise<number> {
  const stats = await direct.info("commandstats");
  return Number(/cmdstat_subscribe:calls=(\d+)/.exec(stats)?.[1] ?? 0);
}

beforeEach(async () => {
  const redisUrl = testRedisUrl();
  proxy = await startTcpProxy(redisUrl);
  direct = connectCommands(redisUrl, quiet);
  publisher = connectCommands(proxy.url, quiet);
  subscriber = connectSubscriber(proxy.url, quiet);
  hub = createSubscriptionHub({ redis: subscriber, onError: quiet, unsubscribeDelayMs: 50 });
  resubscribed = 0;
  stops = [];
  hub.onResubscribed(() => void (resubscribed += 1));
  await Promise.all([openRedis(direct), openRedis(publisher), hub.start()]);
});
afterEach(async () => {
  for (const stop of stops) stop();
  hub.close();
  publisher.disconnect();
  direct.disconnect();
  await proxy.close();
});

const name = () => `test:${systemIds.next()}`;

async function subscribersOf(channel: string): Promise<number> {
  const [, count] = (await direct.pubsub("NUMSUB", channel)) as [string, number];
  return count;
}

/** How many SUBSCRIBE commands Redis has taken meanwhile. */
async function commandsOf(work: () => Promise<unknown>): Promise<number> {
  const before = await subscribeCalls();
  await work();
  return (await subscribeCalls()) - before;
}

describe("the subscription hub", () => {
  it("resolves only when Redis has acknowledged", async () => {
    const channel = name();
    const heard: string[] = [];
    await hub.subscribe(channel, (message) => heard.push(message));
    await direct.publish(channel, "at once");
    await expect.poll(() => heard).toEqual(["at once"]);
  });

  it("rests: what is published meanwhile comes afterwards, in order; a lost connection does not prolong it", async () => {
    const channel = name();
    const heard: string[] = [];
    await hub.subscribe(channel, (message) => heard.push(message));
    hub.rest(2_000);
    hub.rest(60_000);
    const bytesRead = () => subscriber.stream.bytesRead;
    const before = bytesRead();
    await direct.publish(channel, "1");
    await direct.publish(channel, "2");
    await setTimeout(100);
    expect(heard).toEqual([]);
    // Each packet that is read is a wake-up.
    expect(bytesRead()).toBe(before);
    await expect.poll(() => heard).toEqual(["1", "2"]);
    hub.rest(300);
    proxy.cut();
    await expect.poll(() => resubscribed).toBe(1);
    await direct.publish(channel, "3");
    await expect.poll(() => heard).toEqual(["1", "2", "3"]);
  });

  it("subscribes once for many listeners, and lets go a while after the last", async () => {
    const channel = name();
    const heard: string[] = [];
    const [first, second] = await Promise.all([
      hub.subscribe(channel, (message) => heard.push(`1 ${message}`)),
      hub.subscribe(channel, (message) => heard.push(`2 ${message}`)),
    ]);
    await direct.publish(channel, "a");
    await expect.poll(() => heard).toEqual(["1 a", "2 a"]);
    first();
    first();
    await direct.publish(channel, "b");
    await expect.poll(() => heard.at(-1)).toBe("2 b");
    expect(heard).toHaveLength(3);
    second();
    expect(await subscribersOf(channel)).toBe(1);
    await expect.poll(() => subscribersOf(channel), { timeout: 3_000 }).toBe(0);
    await hub.subscribe(channel, (message) => heard.push(`3 ${message}`));
    await direct.publish(channel, "c");
    await expect.poll(() => heard.at(-1)).toBe("3 c");
  });

  it("keeps a channel that is wanted again in time", async () => {
    const channel = name();
    (await hub.subscribe(channel, () => undefined))();
    expect(await commandsOf(() => hub.subscribe(channel, () => undefined))).toBe(0);
  });

  it("asks for 1,200 channels in 3 commands", async () => {
    const channels = Array.from({ length: 1_200 }, name);
    // Other tests share this Redis; none of them subscribes to hundreds.
    const commands = await commandsOf(() =>
      Promise.all(channels.map((channel) => hub.subscribe(channel, () => undefined))),
    );
    expect(commands).toBeLessThan(20);
    expect(await subscribersOf(channels[1_199] as string)).toBe(1);
  });

  it("I2: tells of a reconnect only when everything is acknowledged again", async () => {
    const channels = Array.from({ length: 600 }, name);
    const heard: string[] = [];
    await Promise.all(channels.map((channel) => hub.subscribe(channel, () => heard.push(channel))));
    const counts: Promise<number>[] = [];
    hub.onResubscribed(() => counts.push(subscribersOf(channels[599] as string)));
    proxy.cut();
    await expect.poll(() => resubscribed).toBe(1);
    expect(await counts[0]).toBe(1);
    await direct.publish(channels[599] as string, "x");
    await expect.poll(() => heard).toEqual([channels[599]]);
  });

  it("comes back after many failed attempts, and those who asked meanwhile are served", async () => {
    const [before, meanwhile] = [name(), name()];
    await hub.subscribe(before, () => undefined);
    proxy.setRefusing(true);
    await expect.poll(() => hub.isCurrent()).toBe(false);
    const heard: string[] = [];
    const asked = hub.subscribe(meanwhile, (message) => heard.push(message));
    let attempts = 0;
    subscriber.on("reconnecting", () => void (attempts += 1));
    await expect.poll(() => attempts, { timeout: 3_000 }).toBeGreaterThanOrEqual(3);
    proxy.setRefusing(false);
    await asked;
    await expect.poll(() => resubscribed, { timeout: 3_000 }).toBe(1);
    await direct.publish(meanwhile, "there");
    await expect.poll(() => heard).toEqual(["there"]);
  });

  it("survives a listener that throws", async () => {
    const channel = name();
    const heard: string[] = [];
    await hub.subscribe(channel, () => {
      throw new Error("broken");
    });
    await hub.subscribe(channel, (message) => heard.push(message));
    await direct.publish(channel, "x");
    await expect.poll(() => heard).toEqual(["x"]);
  });
});

describe("the beat", () => {
  it("I1: gives up a half-open link, and is whole again when Redis answers", async () => {
    let silences = 0;
    const channel = name();
    const heard: string[] = [];
    await hub.subscribe(channel, (message) => heard.push(message));
    const beats: string[] = [];
    const beat = name();
    await hub.subscribe(beat, (message) => beats.push(message));
    stops.push(
      startRedisProbe({ hub, publisher, channel: beat, intervalMs: 50, onSilence: () => void (silences += 1) }),
    );
    await expect.poll(() => beats.length, { timeout: 3_000 }).toBeGreaterThan(6);
    expect(silences).toBe(0);

    proxy.setSilent(true);
    // Also while connecting: the new connection is taken and says nothing.
    await expect.poll(() => silences, { timeout: 5_000 }).toBeGreaterThanOrEqual(3);
    expect(hub.isCurrent()).toBe(false);
    proxy.setSilent(false);
    await expect.poll(() => resubscribed, { timeout: 10_000 }).toBeGreaterThanOrEqual(1);
    // On a busy machine beats this short may cut it once more.
    await expect
      .poll(() => direct.publish(channel, "back").then(() => heard.length), { timeout: 10_000 })
      .toBeGreaterThan(0);
  });
});
