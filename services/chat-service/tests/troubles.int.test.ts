import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startChat, type Chat, type Tenant } from "./harness.ts";

let chat: Chat;
let tenant: Tenant;
let redis: Redis;
beforeAll(async () => {
  chat = await startChat();
  tenant = await chat.tenant();
  redis = new Redis(chat.config.redisUrl);
});
afterAll(async () => {
  await redis.del("health:summary-engine", "health:there:summary-engine");
  redis.disconnect();
  await chat[Symbol.asyncDispose]();
});

const troubles = async () => (await chat.request("GET", "/api/v1/troubles", { token: tenant.owner.token })).body.items;

/** As an instance says it of itself. */
function beat(instance: string, atMs: number, isReady: boolean) {
  return redis.hset("health:summary-engine", instance, JSON.stringify({ atMs, isReady, checks: {} }));
}

test("a service that was killed is missed until another is ready; one that nobody runs is not", async () => {
  await redis.del("health:summary-engine", "health:there:summary-engine");
  expect(await troubles()).not.toContain("summaries");

  await redis.set("health:there:summary-engine", Date.now());
  await beat("killed", Date.now() - 60_000, true);
  expect(await troubles()).toContain("summaries");

  await beat("starting", Date.now(), false);
  expect(await troubles()).toContain("summaries");

  await beat("ready", Date.now(), true);
  expect(await troubles()).not.toContain("summaries");
});

test("customers are not told", async () => {
  const customer = await chat.customer(tenant);
  expect((await chat.request("GET", "/api/v1/troubles", { token: customer.token })).status).toBe(403);
});
