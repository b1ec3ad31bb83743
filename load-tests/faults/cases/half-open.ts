import { setTimeout as delay } from "node:timers/promises";
import type { Fault, Scene } from "../fault.ts";

type Link = keyof Scene["cluster"]["links"];

/** The connections die without a word, as behind a router that has forgotten them; new ones work. */
function halfOpen(title: string, names: readonly Link[], isShort = false): Fault {
  return {
    name: `half-open-${names[0]}`,
    title: `half-open: ${title}`,
    isShort,
    async run({ cluster: { links } }) {
      for (const name of names) links[name].forget();
      // Nobody notices before something is said that is not answered.
      await delay(3_000);
    },
  };
}

export const halfOpenGatewayRedis = halfOpen("gateways and Redis", ["gatewaysToRedis"], true);
export const halfOpenChatRedis = halfOpen("chat-service and Redis", ["chatToRedis"]);
export const halfOpenPostgres = halfOpen("chat-service and Postgres", ["chatToPostgres"]);
export const halfOpenChat = halfOpen("gateways and chat-service", ["gatewaysToChat"]);
