import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { waitFor } from "@chorus/kernel/wait";
import type { CustomerAtHome } from "@chorus/websocket-gateway/testing/tenant";
import { chorusDialect } from "../client/chorus-dialect.ts";
import { Member } from "../client/member.ts";
import { watchCpu, watchFamilyCpu } from "../measure/process-usage.ts";
import { runPgbench } from "../pgbench.ts";
import { latencyOf } from "../statistics.ts";
import { startPlatform, type Platform } from "../world/platform.ts";
import { withEach } from "./crowd.ts";
import { markedBody, sendAtRate } from "./send-at-rate.ts";
import type { Workload } from "./workload.ts";

const PAIRS = 200;
const SINGLE_CALLS = 1_000;
const SINGLE_MESSAGES = 300;
const PGBENCH_CLIENTS = 16;
const PGBENCH_SECONDS = 4;
const WARM_UP_MS = 1_500;
const THROUGHPUT_MS = 5_000;
const HALF_RATE_SECONDS = 4;
const ARRIVED_WITHIN_MS = 20_000;
const SETTLE_MS = 2_000;

/** The whole platform against what Postgres alone does with the same append. */
export const durableSends: Workload = {
  name: "durable",
  title: "Durable sends",
  how:
    `The whole platform with fsync on, all of it and the clients on the two cores: ${PAIRS} pairs, each with one message on its way; then one message at a time ` +
    `beside pgbench with one client; then half of the rate that was reached, open loop; at last pgbench with ${PGBENCH_CLIENTS} clients and single rows of the same \`append_events\`.`,
  columns: [
    { metric: "deliveryP50Ms", title: "one at a time: delivery p50 ms", digits: 2 },
    { metric: "deliveryP99Ms", title: "p99 ms", digits: 2 },
    { metric: "pgbenchP50Ms", title: "pgbench p50 ms", digits: 2 },
    { metric: "pgbenchP99Ms", title: "p99 ms", digits: 2 },
    { metric: "messagesPerSecond", title: "messages / s", digits: 0 },
    { metric: "pgbenchPerSecond", title: "pgbench / s", digits: 0 },
    { metric: "gatewayUsPerMessage", title: "CPU µs / message: gateway", digits: 0 },
    { metric: "chatUsPerMessage", title: "chat-service", digits: 0 },
    { metric: "postgresUsPerMessage", title: "Postgres", digits: 0 },
    { metric: "redisUsPerMessage", title: "Redis", digits: 0 },
    { metric: "generatorUsPerMessage", title: "the clients", digits: 0 },
    { metric: "halfRateP99Ms", title: "p99 ms at half the rate", digits: 1 },
    { metric: "lost", title: "lost", digits: 0 },
  ],
  rounds: { whole: 5, quick: 1 },
  isPinned: false,
  contestants: (contestant) => contestant.name === "chorus",
  async run() {
    await using platform = await startPlatform(1);
    const customers = await platform.customers(PAIRS);
    const shared = {
      tenantId: platform.tenant.tenantId,
      conversations: customers.map(({ conversationId, id }) => ({ conversationId, customerId: id })),
    };
    const port = platform.gateways[0]?.port ?? 0;
    const pairs = customers.map((customer) => new Pair(customer, port));
    await withEach(pairs, (pair) => pair.join());
    // First, so that what comes after it finds every program warm.
    const { messagesPerSecond, ...used } = await asManyAsGo(pairs, platform.parts);
    await delay(SETTLE_MS);
    const single = await runPgbench(platform.databaseUrl, { ...shared, clients: 1, bound: { calls: SINGLE_CALLS } });
    // What pgbench appends is published by the relay, as nobody else does.
    await delay(SETTLE_MS);
    const alone = await oneAtATime(pairs);
    const half = await atRate(pairs, messagesPerSecond / 2);
    const best = await runPgbench(platform.databaseUrl, {
      ...{ ...shared, clients: PGBENCH_CLIENTS },
      bound: { seconds: PGBENCH_SECONDS },
    });
    for (const pair of pairs) pair.end();
    return {
      deliveryP50Ms: alone.p50Ms,
      deliveryP99Ms: alone.p99Ms,
      pgbenchP50Ms: single.p50Ms,
      pgbenchP99Ms: single.p99Ms,
      p50Ratio: alone.p50Ms / single.p50Ms,
      p99Ratio: alone.p99Ms / single.p99Ms,
      messagesPerSecond,
      ...used,
      pgbenchPerSecond: best.callsPerSecond,
      throughputRatio: messagesPerSecond / best.callsPerSecond,
      halfRateP99Ms: half.p99Ms,
      lost: half.lost,
    };
  },
};

/** Two sockets of one customer: one writes, one hears of it. */
class Pair {
  readonly #writer: Member;
  readonly #reader: Member;
  onAck: () => void = () => undefined;
  onDelivery: (mark: number) => void = () => undefined;

  constructor({ token, conversationId }: CustomerAtHome, port: number) {
    const shared = { port, token, conversationId };
    this.#writer = new Member({ ...shared, dialect: chorusDialect(), onAck: () => this.onAck() });
    this.#reader = new Member({ ...shared, dialect: chorusDialect(), onEvent: ({ mark }) => this.onDelivery(mark) });
  }

  async join(): Promise<void> {
    await this.#writer.connect();
    await this.#reader.connect();
    await this.#reader.join();
  }

  send(number: number): void {
    this.#writer.send(randomUUID(), markedBody(number));
  }

  end(): void {
    this.#writer.reset();
    this.#reader.reset();
  }
}

/** From the send to the event at the other socket, with nothing else going on. Each pair in turn. */
async function oneAtATime(pairs: readonly Pair[]): Promise<{ p50Ms: number; p99Ms: number }> {
  const took: number[] = [];
  for (let number = 0; number < SINGLE_MESSAGES; number += 1) {
    const pair = pairs[number % pairs.length];
    if (!pair) break;
    let [isAcked, isDelivered] = [false, false];
    await new Promise<void>((resolve) => {
      const startMs = performance.now();
      const settle = () => isAcked && isDelivered && resolve();
      pair.onAck = () => {
        isAcked = true;
        settle();
      };
      pair.onDelivery = () => {
        isDelivered = true;
        took.push(performance.now() - startMs);
        settle();
      };
      pair.send(number);
    });
  }
  return latencyOf(took);
}

/** Everybody sends the next one when the last is acknowledged. */
async function asManyAsGo(pairs: readonly Pair[], parts: Platform["parts"]): Promise<{ messagesPerSecond: number }> {
  let acked = 0;
  let delivered = 0;
  let out = 0;
  let isOver = false;
  for (const pair of pairs) {
    const next = () => {
      out += 1;
      pair.send(0);
    };
    pair.onDelivery = () => void (delivered += 1);
    pair.onAck = () => {
      acked += 1;
      out -= 1;
      if (!isOver) next();
    };
    next();
  }
  await delay(WARM_UP_MS);
  const [from, startMs] = [acked, performance.now()];
  const generator = watchCpu(process.pid);
  const watches = Object.entries(parts).map(([name, pid]) => [name, watchFamilyCpu(pid)] as const);
  await delay(THROUGHPUT_MS);
  const count = acked - from;
  const messagesPerSecond = (count * 1_000) / (performance.now() - startMs);
  const usedMs = [
    ...watches.map(([name, cpuMs]) => [name, cpuMs()] as const),
    ["generator", generator().cpuMs] as const,
  ];
  const used = Object.fromEntries(usedMs.map(([name, cpuMs]) => [`${name}UsPerMessage`, (cpuMs * 1_000) / count]));
  isOver = true;
  // What is delivered late must not be taken for what comes next.
  await waitFor(() => out === 0 && delivered >= acked, { timeoutMs: ARRIVED_WITHIN_MS, intervalMs: 10 });
  return { messagesPerSecond, ...used };
}

async function atRate(pairs: readonly Pair[], perSecond: number): Promise<{ p99Ms: number; lost: number }> {
  const count = Math.floor(perSecond * HALF_RATE_SECONDS);
  const arrivals: { mark: number; atMs: number }[] = [];
  for (const pair of pairs) {
    pair.onAck = () => undefined;
    pair.onDelivery = (mark) => void arrivals.push({ mark, atMs: performance.now() });
  }
  const dueAt = await sendAtRate({ perSecond, count }, (number) => pairs[number % pairs.length]?.send(number));
  await waitFor(() => arrivals.length >= count, { timeoutMs: ARRIVED_WITHIN_MS, intervalMs: 10 });
  const { p99Ms } = latencyOf(arrivals.map(({ mark, atMs }) => atMs - (dueAt[mark] ?? Number.NaN)));
  return { p99Ms, lost: count - arrivals.length };
}
