import { Health } from "@chorus/contracts/routes/health";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { afterAll, beforeAll, expect, test } from "vitest";
import { create } from "../src/create.ts";

let assistant: Awaited<ReturnType<typeof create>>;
beforeAll(async () => {
  const redisUrl = testRedisUrl();
  const variables = { NODE_ENV: "test", LOG_LEVEL: "silent", ASSISTANT_PORT: "0", REDIS_URL: redisUrl };
  assistant = await create(variables);
  await assistant.start();
});
afterAll(() => assistant[Symbol.asyncDispose]());

test("it is ready when Redis is there, and has nothing else to answer yet", async () => {
  const ready = await fetch(`${assistant.url}/readyz`);
  expect(ready.status).toBe(200);
  expect(Health.parse(await ready.json())).toMatchObject({ service: "assistant", checks: { redis: "ok" } });
  expect((await fetch(`${assistant.url}/api/v1/turns`)).status).toBe(404);
});
