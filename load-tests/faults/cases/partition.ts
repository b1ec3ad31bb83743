import { setTimeout as delay } from "node:timers/promises";
import type { Fault, Scene } from "../fault.ts";

type Link = keyof Scene["cluster"]["links"];

const HOLD_MS = 4_000;

/** One direction is cut for a while; what was on its way comes late, as TCP would send it again. */
function partition(title: string, name: Link, hold: "up" | "down" | "both", isShort = false): Fault {
  return {
    name: `partition-${name}-${hold}`,
    title: `partition: ${title} for ${HOLD_MS / 1000} s`,
    isShort,
    async run({ cluster: { links } }) {
      links[name].setToxics({ hold });
      await delay(HOLD_MS);
      links[name].setToxics({});
    },
  };
}

export const PARTITIONS: readonly Fault[] = [
  partition("requests to chat-service", "gatewaysToChat", "up"),
  partition("answers of chat-service", "gatewaysToChat", "down", true),
  partition("answers of Postgres", "chatToPostgres", "down"),
  partition("what Redis tells the gateways", "gatewaysToRedis", "down"),
  partition("what chat-service publishes", "chatToRedis", "up"),
  partition("everybody and the gateways", "people", "both"),
];
