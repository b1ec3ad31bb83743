import type { Spread, Summary } from "./summary.ts";

/** What the project has promised itself, and what a run says to it. */
type Target = {
  readonly text: string;
  readonly value: (summary: Summary) => Spread;
  readonly digits: number;
} & Bound;

/** What the median must reach. */
type Bound = { readonly atMost: number } | { readonly atLeast: number };

const OURS_BY_UWS = ["chorus", "uws"] as const;

export const TARGETS: readonly Target[] = [
  {
    text: "fan-out to 1,000, server CPU per delivery, by bare uWebSockets.js",
    value: (summary) => summary.ratio("fanout-1000", "cpuUsPerDelivery", OURS_BY_UWS),
    atMost: 1.25,
    digits: 2,
  },
  {
    text: "fan-out to 1,000, server CPU per delivery, by Socket.IO with the Redis adapter",
    value: (summary) => summary.ratio("fanout-1000", "cpuUsPerDelivery", ["chorus", "socket-io-redis"]),
    atMost: 0.45,
    digits: 2,
  },
  {
    text: "idle memory, KB a connection above bare uWebSockets.js",
    value: (summary) => summary.difference("connect", "residentKbPerConnection", OURS_BY_UWS),
    atMost: 4,
    digits: 2,
  },
  {
    text: "idle memory, by Socket.IO",
    value: (summary) => summary.ratio("connect", "residentKbPerConnection", ["chorus", "socket-io"]),
    atMost: 0.35,
    digits: 2,
  },
  {
    text: "connect, server CPU, by Socket.IO",
    value: (summary) => summary.ratio("connect", "cpuUsPerConnection", ["chorus", "socket-io"]),
    atMost: 0.5,
    digits: 2,
  },
  {
    text: "durable send to delivery, p50, by one pgbench call of the same append",
    value: (summary) => summary.of("durable", "chorus", "p50Ratio"),
    atMost: 2.5,
    digits: 2,
  },
  {
    text: "durable send to delivery, p99, by one pgbench call of the same append",
    value: (summary) => summary.of("durable", "chorus", "p99Ratio"),
    atMost: 6,
    digits: 2,
  },
  {
    text: "durable throughput, messages a second",
    value: (summary) => summary.of("durable", "chorus", "messagesPerSecond"),
    atLeast: 3_000,
    digits: 0,
  },
  {
    text: "durable throughput, by pgbench with 16 clients and single rows",
    value: (summary) => summary.of("durable", "chorus", "throughputRatio"),
    atLeast: 0.3,
    digits: 2,
  },
  {
    text: "durable delivery at half of that rate, p99 ms",
    value: (summary) => summary.of("durable", "chorus", "halfRateP99Ms"),
    atMost: 100,
    digits: 1,
  },
  {
    text: "10,000 connections after kill -9: resumed within 10 s",
    value: (summary) => summary.of("storm-kill", "chorus", "withinGoal"),
    atLeast: 10_000,
    digits: 0,
  },
  {
    text: "10,000 connections after kill -9: events lost",
    value: (summary) => summary.of("storm-kill", "chorus", "lost"),
    atMost: 0,
    digits: 0,
  },
  {
    text: "10,000 connections after SIGTERM: longest without a connection, ms (the drain window is 20 s)",
    value: (summary) => summary.of("storm-drain", "chorus", "offlineMaxMs"),
    atMost: 20_000,
    digits: 0,
  },
  {
    text: "flapping connections: delivered %",
    value: (summary) => summary.of("flaps", "chorus", "deliveredPercent"),
    atLeast: 100,
    digits: 2,
  },
];
