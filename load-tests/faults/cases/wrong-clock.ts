import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { systemClock } from "@chorus/client-sdk/clock";
import type { Fault } from "../fault.ts";
import type { Cluster } from "../world/cluster.ts";
import type { ServiceSlot } from "@chorus/cluster/service-slot";

const TWO_DAYS_MS = 2 * 86_400_000;

const preload = [fileURLToPath(new URL("../world/shift-clock.mjs", import.meta.url))];

async function restart(slot: ServiceSlot, offsetMs: number): Promise<void> {
  slot.kill("SIGTERM");
  await slot.ended();
  if (offsetMs === 0) await slot.start();
  else await slot.start({ preload, variables: { FAULT_CLOCK_OFFSET_MS: String(offsetMs) } });
}

async function restartAll({ chat, presence, gateways }: Cluster, offsetMs: number): Promise<void> {
  for (const slot of [chat, presence, ...gateways]) await restart(slot, offsetMs);
}

/** Services agree with each other, and not with Postgres, Redis and people. */
function everyService(name: string, offsetMs: number): Fault {
  return {
    name: `clock-services-${name}`,
    title: `clocks: all services two days ${name}`,
    before: (cluster) => restartAll(cluster, offsetMs),
    run: () => delay(3_000),
    atLast: (cluster) => restartAll(cluster, 0),
  };
}

/** One gateway refuses every token as expired: its people go round until they meet the other one. */
const oneGateway: Fault = {
  name: "clock-gateway",
  title: "clocks: one gateway two days ahead for a while",
  async run({ cluster }) {
    await restart(cluster.gateways[0], TWO_DAYS_MS);
    await delay(3_000);
    await restart(cluster.gateways[0], 0);
  },
};

const presenceService: Fault = {
  name: "clock-presence",
  title: "clocks: presence-service two days ahead for a while",
  async run({ cluster }) {
    await restart(cluster.presence, TWO_DAYS_MS);
    await delay(3_000);
    await restart(cluster.presence, 0);
  },
};

const people: Fault = {
  name: "clock-people",
  title: "clocks: everybody's own two days ahead",
  clock: { ...systemClock, now: () => Date.now() + TWO_DAYS_MS },
  before: (cluster) => restartAll(cluster, 0),
  run: () => delay(3_000),
};

export const WRONG_CLOCKS: readonly Fault[] = [
  oneGateway,
  presenceService,
  everyService("ahead", TWO_DAYS_MS),
  everyService("behind", -TWO_DAYS_MS),
  people,
];
