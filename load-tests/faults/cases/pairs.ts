import { setTimeout as delay } from "node:timers/promises";
import type { Fault, Scene } from "../fault.ts";

type Cluster = Scene["cluster"];
interface Broken {
  heal(): Promise<void>;
}
type Break = (cluster: Cluster) => Promise<Broken>;

const HOLD_MS = 2_000;

const gateway: Break = async ({ gateways: [slot] }) => {
  slot.kill("SIGKILL");
  await slot.ended();
  return { heal: () => slot.start() };
};
const chat: Break = async ({ chat: slot }) => {
  slot.kill("SIGKILL");
  await slot.ended();
  return { heal: () => slot.start() };
};
const redis: Break = async ({ redis: server }) => {
  await server.crash();
  return { heal: () => server.start() };
};
const postgres: Break = async ({ postgres: server }) => {
  await server.crash();
  return { heal: () => server.start() };
};

/** Both at once; the one that others need comes back first. */
function pair(name: string, title: string, first: Break, second: Break): Fault {
  return {
    name: `pair-${name}`,
    title: `both at once: ${title}`,
    async run({ cluster }) {
      const broken = await Promise.all([first(cluster), second(cluster)]);
      await delay(HOLD_MS);
      for (const { heal } of broken) await heal();
    },
  };
}

export const PAIRS: readonly Fault[] = [
  pair("gateway-redis", "gateway and Redis", redis, gateway),
  pair("chat-postgres", "chat-service and Postgres", postgres, chat),
  pair("redis-postgres", "Redis and Postgres", postgres, redis),
];
