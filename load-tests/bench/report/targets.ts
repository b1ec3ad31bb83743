import type { Spread, Summary } from "./summary.ts";

/** What the project has promised itself, and what a run says to it. */
type Target = {
  readonly text: string;
  readonly value: (summary: Summary) => Spread;
  readonly digits: number;
} & Bound;

/** What the median must reach. */
type Bound = { readonly atMost: number } | { readonly atLeast: number };

type Value = Target["value"];

/** Chorus by a peer, in the rounds that both ran. */
const ratio =
  (workload: string, metric: string, peer: string): Value =>
  (summary) =>
    summary.ratio(workload, metric, ["chorus", peer]);
const own =
  (workload: string, metric: string): Value =>
  (summary) =>
    summary.of(workload, "chorus", metric);

const atMost = (most: number, text: string, value: Value, digits = 2): Target => ({
  text,
  value,
  atMost: most,
  digits,
});
const atLeast = (least: number, text: string, value: Value, digits = 2): Target => ({
  ...{ text, value, digits },
  atLeast: least,
});

const FAN_OUT = "fan-out to 1,000, server CPU per delivery, by";
const SEND = "durable send to delivery";
const KILLED = "10,000 connections after kill -9:";
const memory: Value = (summary) => summary.difference("connect", "residentKbPerConnection", ["chorus", "uws"]);

export const TARGETS: readonly Target[] = [
  atMost(1.25, `${FAN_OUT} bare uWebSockets.js`, ratio("fanout-1000", "cpuUsPerDelivery", "uws")),
  atMost(
    0.45,
    `${FAN_OUT} Socket.IO with the Redis adapter`,
    ratio("fanout-1000", "cpuUsPerDelivery", "socket-io-redis"),
  ),
  atMost(4, "idle memory, KB a connection above bare uWebSockets.js", memory),
  atMost(0.35, "idle memory, by Socket.IO", ratio("connect", "residentKbPerConnection", "socket-io")),
  atMost(0.5, "connect, server CPU, by Socket.IO", ratio("connect", "cpuUsPerConnection", "socket-io")),
  atMost(2.5, `${SEND}, p50, by one pgbench call of the same append`, own("durable", "p50Ratio")),
  atMost(6, `${SEND}, p99, by one pgbench call of the same append`, own("durable", "p99Ratio")),
  atLeast(3_000, "durable throughput, messages a second", own("durable", "messagesPerSecond"), 0),
  atLeast(0.3, "durable throughput, by pgbench with 16 clients and single rows", own("durable", "throughputRatio")),
  atMost(100, "durable delivery at half of that rate, p99 ms", own("durable", "halfRateP99Ms"), 1),
  atLeast(10_000, `${KILLED} resumed within 10 s`, own("storm-kill", "withinGoal"), 0),
  atMost(0, `${KILLED} events lost`, own("storm-kill", "lost"), 0),
  atMost(
    20_000,
    "10,000 connections after SIGTERM: longest without a connection, ms (the drain window is 20 s)",
    own("storm-drain", "offlineMaxMs"),
    0,
  ),
  atLeast(100, "flapping connections: delivered %", own("flaps", "deliveredPercent")),
];
