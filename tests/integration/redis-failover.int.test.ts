import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type RedisGroup, startRedisGroup } from "@chorus/servers/redis-sentinels";
import { until } from "@chorus/testing/until";
import { createTestTenant } from "@chorus/websocket-gateway/testing/tenant";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connectPerson } from "./sdk-person.ts";
import { type Services, startServices } from "./services.ts";

const FAILED_OVER_WITHIN_MS = 20_000;
/** Below the limit of a customer, 5 a second. */
const EVERY_MS = 250;

let folder: string;
let group: RedisGroup;
let services: Services;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), `chorus-test-${process.pid}-`));
  group = await startRedisGroup(folder);
  services = await startServices({ gateways: 1, redisUrl: group.url });
});
afterAll(async () => {
  await services[Symbol.asyncDispose]();
  await group[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

it(
  "Redis' master is killed under load: the Sentinels name another, nothing is lost, and who is here is known again",
  { timeout: 90_000 },
  async ({ annotate }) => {
    const tenant = await createTestTenant(services.call, []);
    const member = await tenant.customer();
    const url = services.cluster.urls.gateways[0];
    const customer = await connectPerson(url, member, member.conversationId);
    const agent = await connectPerson(url, tenant.person("owner"), member.conversationId);
    const isHere = () => agent.chat.presence.getSnapshot().get(member.id)?.status === "online";
    await until(isHere, { timeoutMs: 10_000 });

    let sent = 0;
    const talk = setInterval(() => customer.send(`message ${(sent += 1)}`), EVERY_MS);
    let longestGapMs = 0;
    let lastAt = performance.now();
    let seen = 0;
    const watch = setInterval(() => {
      if (agent.bodies().length === seen) return;
      longestGapMs = Math.max(longestGapMs, performance.now() - lastAt);
      [seen, lastAt] = [agent.bodies().length, performance.now()];
    }, 10);
    try {
      await until(() => agent.bodies().length > 5, { timeoutMs: 10_000 });
      process.kill(group.servers[0].pid, "SIGKILL");
      const killedAt = performance.now();
      const newcomer = await tenant.customer("Newcomer");
      const welcome = await connectPerson(url, newcomer, newcomer.conversationId);
      agent.chat.openConversation(newcomer.conversationId);
      const isNewcomerHere = () => agent.chat.presence.getSnapshot().get(newcomer.id)?.status === "online";
      await until(() => isNewcomerHere() && isHere(), { timeoutMs: FAILED_OVER_WITHIN_MS });
      const presenceMs = performance.now() - killedAt;
      const during = agent.bodies().length;
      await until(() => agent.bodies().length > during + 5, { timeoutMs: 10_000 });
      clearInterval(talk);
      await until(() => customer.chat.outgoing.getSnapshot().length === 0, { timeoutMs: 10_000 });
      await until(() => agent.bodies().length === sent, { timeoutMs: 10_000 });
      await annotate(
        `longest gap between deliveries ${Math.round(longestGapMs)} ms, presence again after ${Math.round(presenceMs)} ms`,
      );
      welcome.chat.stop();
    } finally {
      clearInterval(talk);
      clearInterval(watch);
      customer.chat.stop();
      agent.chat.stop();
    }
    const expected = Array.from({ length: sent }, (_, index) => `message ${index + 1}`);
    expect(agent.bodies()).toEqual(expected);
    const stored = await services.select<{ body: string }>(
      "select data ->> 'body' as body from events where conversation_id = $1 and kind = 'message.created' order by seq",
      [member.conversationId],
    );
    expect(stored.map(({ body }) => body)).toEqual(expected);
  },
);
