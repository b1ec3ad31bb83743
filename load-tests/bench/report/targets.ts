import type { Spread, Summary } from "./summary.ts";

/** What the project has promised itself, and what a run says to it. */
export interface Target {
  readonly text: string;
  readonly value: (summary: Summary) => Spread;
  /** Reached by a median up to here. */
  readonly atMost: number;
  readonly digits: number;
}

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
];
