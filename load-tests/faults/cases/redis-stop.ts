import { setTimeout as delay } from "node:timers/promises";
import type { Fault } from "../fault.ts";

export const stopRedis: Fault = {
  name: "redis-stop",
  title: "Redis: SIGSTOP for 5 s",
  async run({ cluster: { redis } }) {
    redis.signal("SIGSTOP");
    await delay(5_000);
    redis.signal("SIGCONT");
  },
};
