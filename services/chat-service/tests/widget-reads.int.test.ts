import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { randomBytes } from "node:crypto";
import { Redis } from "ioredis";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createWidgetReads } from "../src/limits/widget-reads.ts";
import { BEHIND_PROXY, startChat, type Chat } from "./harness.ts";

const NOBODY = { online: false, people: [], replyMinutes: null, opensAt: null };
let chat: Chat;
const nowMs = { value: Date.now() };
const asked: string[] = [];
/** A presence-service that counts. */
const presence = createServer((request, response) => {
  asked.push(request.url ?? "");
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ items: [] }));
});

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    presence.listen(0, "127.0.0.1", resolve);
  });
  const { port } = presence.address() as AddressInfo;
  chat = await startChat({
    clock: { now: () => nowMs.value },
    variables: { PRESENCE_SERVICE_URL: `http://127.0.0.1:${port}`, ...BEHIND_PROXY },
  });
});
afterAll(async () => {
  await chat[Symbol.asyncDispose]();
  presence.closeAllConnections();
  presence.close();
});

test("a crowd of visitors asks presence once in three seconds, and settings are never old", async () => {
  const tenant = await chat.tenant();
  const read = () => chat.request("GET", `/api/v1/widget?tenantKey=${tenant.widgetKey}`);
  const answers = await Promise.all(Array.from({ length: 20 }, read));
  expect(answers.map(({ body }) => body.desk)).toEqual(answers.map(() => NOBODY));
  expect(asked).toHaveLength(1);
  const body = { widget: { greeting: "Ahoy" }, allowedOrigins: ["https://shop.test"] };
  await chat.request("PATCH", "/api/v1/tenant", { token: tenant.owner.token, body });
  expect((await read()).body).toMatchObject({
    settings: { greeting: "Ahoy" },
    allowedOrigins: ["https://shop.test"],
  });
  expect(asked).toHaveLength(1);
  nowMs.value += 3_000;
  await read();
  expect(asked).toHaveLength(2);
});

test("one network may read often, not without end; others are not its business", async () => {
  const tenant = await chat.tenant();
  const network = `2001:db8:${randomBytes(2).toString("hex")}:${randomBytes(2).toString("hex")}`;
  const readFrom = (address: string) =>
    chat.request("GET", `/api/v1/widget?tenantKey=${tenant.widgetKey}`, { headers: { "x-forwarded-for": address } });
  expect((await readFrom(`${network}::1`)).status).toBe(200);
  const redis = new Redis(testRedisUrl());
  const reads = createWidgetReads(redis);
  await Promise.all(Array.from({ length: 1_199 }, () => reads.use(`${network}::2`)));
  await redis.quit();
  const refused = await readFrom(`${network}::3`);
  expect(refused).toMatchObject({ status: 429, body: { code: "rate_limited" } });
  expect(refused.body.retryMs).toBeGreaterThan(0);
  expect((await readFrom("203.0.113.7")).status).toBe(200);
});
