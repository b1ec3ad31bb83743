import { setTimeout as delay } from "node:timers/promises";
import { startServiceProcess } from "@chorus/cluster/service-process";
import { openDatabase } from "@chorus/database/database";
import { seedMessages } from "@chorus/database/testing/seed-messages";
import { systemIds } from "@chorus/kernel/ids";
import { chatCaller, createTestTenant } from "@chorus/websocket-gateway/testing/tenant";
import { latencyOf } from "../statistics.ts";
import { startBenchServers } from "../world/bench-servers.ts";
import { createBenchCleanup } from "../world/bench-cleanup.ts";

/**
 * How another tenant's messages fare while one with many is deleted in the background: `npm run exec -- node load-tests/bench/deletion/main.ts
 * 5000000`. Postgres with fsync, chat-service a process of its own; a message is sent every 50 ms over REST, whether or not the
 * one before was answered.
 */
const messages = Number(process.argv[2] ?? 5_000_000);
const MESSAGES_EACH = 100;
const EVERY_MS = 50;
const BEFORE_MS = 20_000;
const RENEW_EVERY_MS = 5 * 60_000;
const MAX_MS = 20 * 60_000;
const OPERATOR_KEY = "dev-operator-key";

const print = (text: string) => void process.stdout.write(`${text}\n`);

const cleanup = createBenchCleanup();
try {
  const { postgres, redis, databaseUrl } = await startBenchServers(cleanup);
  const chat = await startServiceProcess({
    service: "chat-service",
    variables: {
      ...{ NODE_ENV: "development", DATABASE_URL: databaseUrl, REDIS_URL: redis.url },
      ...{ PRESENCE_SERVICE_URL: "http://127.0.0.1:1", WRITES_PER_NETWORK: "1000000" },
      ...{ WRITES_PER_CUSTOMER_NETWORK: "1000000", CHAT_NEW_VISITORS_PER_HOUR: "1000000" },
    },
  });
  cleanup.defer(() => chat.stop());
  const owner = openDatabase({
    ...{ url: postgres.adminUrl, poolSize: 1, applicationName: "bench", defaultBudget: "background" },
    onError: (error) => print(error.message),
  });
  cleanup.defer(() => owner.close());

  const call = chatCaller(chat.url);
  const [large, other] = [await createTestTenant(call, []), await createTestTenant(call, [])];
  const limits = { framesPerSecond: 300, framesBurst: 600, sendsPerSecond: 50, sendsBurst: 200 };
  await call("PATCH", "/api/v1/tenant", { limits }, other.person("owner").token);
  let customer = await other.customer();
  // A session lasts a quarter of an hour.
  const renewal = setInterval(() => void other.customer().then((renewed) => (customer = renewed)), RENEW_EVERY_MS);
  cleanup.defer(() => clearInterval(renewal));
  // Writing them is not what is measured: without this, most of it is checkpoints.
  await owner.statement("", "alter system set max_wal_size = '16GB'", []);
  await owner.statement("", "select pg_reload_conf()", []);
  const size = { conversations: Math.ceil(messages / MESSAGES_EACH), messagesEach: MESSAGES_EACH };
  await seedMessages(postgres.adminUrl, { tenantId: large.tenantId, agentId: large.person("owner").id }, size);
  // What writing left to do is over before anything is measured, as it would be in a database that was filled in years.
  await owner.statement("", "vacuum (analyze)", []);
  await owner.statement("", "checkpoint", []);
  print(`${size.conversations * MESSAGES_EACH} messages of one tenant written`);

  const isGone = async () =>
    (await owner.statement("", "select from tenants where tenant_id = $1", [large.tenantId])).length === 0;
  const SLOW_MS = 200;
  /** Sends until `until` says so. */
  const send = async (until: () => boolean) => {
    const samples: number[] = [];
    const failures: string[] = [];
    const sent: Promise<void>[] = [];
    const slowSeconds = new Set<number>();
    const begunAt = performance.now();
    const one = async () => {
      const startedAt = performance.now();
      const body = { clientMessageId: systemIds.next(), body: "Is it there?" };
      try {
        await call("POST", `/api/v1/conversations/${customer.conversationId}/messages`, body, customer.token);
        const tookMs = performance.now() - startedAt;
        samples.push(tookMs);
        if (tookMs > SLOW_MS) slowSeconds.add(Math.floor((startedAt - begunAt) / 1_000));
      } catch (error) {
        failures.push(String(error));
      }
    };
    while (!until()) {
      sent.push(one());
      await delay(EVERY_MS);
    }
    await Promise.all(sent);
    const { p50Ms, p95Ms, p99Ms } = latencyOf(samples);
    const slowestMs = Math.max(...samples);
    const ms = [p50Ms, p95Ms, p99Ms, slowestMs].map((value) => value.toFixed(1)).join(" / ");
    return `p50 / p95 / p99 / slowest ${ms} ms of ${samples.length} messages, ${failures.length} failed ${failures[0] ?? ""}; slower than ${SLOW_MS} ms in ${slowSeconds.size} seconds: ${[...slowSeconds].join(", ")}`;
  };

  const beforeUntil = performance.now() + BEFORE_MS;
  print(`before: ${await send(() => performance.now() > beforeUntil)}`);
  const startedAt = performance.now();
  let gone = false;
  const during = send(() => gone || performance.now() - startedAt > MAX_MS);
  await call("DELETE", `/api/v1/tenants/${large.tenantId}`, undefined, OPERATOR_KEY);
  print(`the operator was answered after ${Math.round(performance.now() - startedAt)} ms`);
  while (!(gone = await isGone()) && performance.now() - startedAt < MAX_MS) await delay(1_000);
  const seconds = (performance.now() - startedAt) / 1_000;
  print(`while it is deleted: ${await during}`);
  print(gone ? `gone after ${seconds.toFixed(0)} s` : `not gone after ${seconds.toFixed(0)} s`);
} finally {
  await cleanup.run();
}
