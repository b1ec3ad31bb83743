import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startRedis } from "@chorus/servers/redis";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startChat, type Chat } from "./harness.ts";

let folder: string;
let redis: Awaited<ReturnType<typeof startRedis>>;
let chat: Chat;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "chorus-redis-away-"));
  redis = await startRedis({ folder, mode: "test", logFile: path.join(folder, "redis.log") });
  chat = await startChat({ redisUrl: redis.url });
});
afterAll(async () => {
  await redis.stop();
  await rm(folder, { recursive: true, force: true });
});

test("with Redis gone, messages are stored, people sign in, and the service still stops in seconds", async () => {
  const tenant = await chat.tenant();
  const customer = await chat.customer(tenant);
  const conversationId = await chat.conversation(customer);
  await redis.stop();
  expect((await chat.send(customer.token, conversationId, "is anybody there?")).status).toBe(201);
  expect(await chat.login(tenant.slug, tenant.owner.email)).toEqual(expect.any(String));
  expect((await chat.request("GET", "/readyz")).status).toBe(503);
  expect((await chat.request("GET", "/livez")).status).toBe(200);
  const startedAt = performance.now();
  await chat[Symbol.asyncDispose]();
  expect(performance.now() - startedAt).toBeLessThan(10_000);
}, 30_000);
